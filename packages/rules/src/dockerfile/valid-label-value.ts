import { dockerfileRule, option } from '@plimsoll/core/rule';
import { isLicenceExpression } from '../knowledge/spdx-licences.ts';
import { labelsOf, labelTypes, labelValue } from '../shared/labels.ts';

export default dockerfileRule({
  id: 'dockerfile/valid-label-value',
  aliases: [
    'hadolint/DL3052',
    'hadolint/DL3053',
    'hadolint/DL3054',
    'hadolint/DL3055',
    'hadolint/DL3056',
    'hadolint/DL3058',
  ],
  since: '0.1.0',
  category: 'maintainability',
  severity: 'info',
  presets: ['recommended'],

  summary: 'Give labels values of the form that their readers expect.',
  why: `
    Registries link to \`org.opencontainers.image.source\`, scanners read \`licenses\`, and dashboards sort by \`created\`: a
    value in another form is dropped without a word. The types of OCI's own labels are checked by default; the option
    \`schema\` adds those of the project. Values that a build argument gives are judged where they are known, and empty ones
    are left alone.
  `,
  sources: [
    'https://github.com/opencontainers/image-spec/blob/main/annotations.md',
    'https://spdx.github.io/spdx-spec/v2.3/SPDX-license-expressions/',
  ],

  fixable: 'none',
  options: {
    schema: option.record({
      default: {},
      values: labelTypes,
      summary: "The types of more labels; `text` takes any value, also for one of OCI's.",
    }),
  },
  messages: {
    url: 'The label "{key}" is to be a URL, and "{value}" is none. Write it with its scheme: https://...',
    rfc3339: 'The label "{key}" is to be a date and time, and "{value}" is none. Write it like 2026-01-31T12:00:00Z.',
    spdx: 'The label "{key}" is to be an SPDX licence expression, and "{value}" is none. Write it like Apache-2.0 or MIT OR GPL-2.0-only.',
    commit:
      'The label "{key}" is to be a commit, and "{value}" is none. Write its 7 or 40 digits (64 for SHA-256) in lower case.',
    semver: 'The label "{key}" is to be a semantic version, and "{value}" is none. Write it like 1.4.2.',
    email: 'The label "{key}" is to be an e-mail address, and "{value}" is none.',
  },

  examples: [
    {
      title: "OCI's labels",
      bad: `
        FROM alpine:3.22
        LABEL org.opencontainers.image.source="github.com/acme/app" \\
              org.opencontainers.image.licenses="Apache License 2.0" \\
              org.opencontainers.image.created="2026-01-31"
      `,
      good: `
        FROM alpine:3.22
        LABEL org.opencontainers.image.source="https://github.com/acme/app" \\
              org.opencontainers.image.licenses="Apache-2.0" \\
              org.opencontainers.image.created="2026-01-31T12:00:00Z"
      `,
    },
    {
      title: 'Labels of the project',
      options: { schema: { revision: 'commit', version: 'semver', contact: 'email' } },
      bad: `
        FROM alpine:3.22
        LABEL revision="main" version="v2" contact="the web team"
      `,
      good: `
        FROM alpine:3.22
        LABEL revision="2dbfae9" version="2.0.0-rc.1" contact="web@example.com"
      `,
    },
  ],

  on: {
    Label(instruction, { builds, options, report }) {
      for (const label of labelsOf(instruction)) {
        const { key, pair } = label;
        const type = Object.hasOwn(options.schema, key) ? options.schema[key] : typesOfOci[key];
        if (type === undefined || type === 'text' || !pair.value) continue;
        const value = labelValue(label, builds);
        if (value === undefined || value === '' || isHole(value) || forms[type](value)) continue;
        report({ at: pair.value, message: type, data: { key, value } });
      }
    },
  },
});

type CheckedType = Exclude<(typeof labelTypes)[number], 'text'>;

/** Types that the annotations of the OCI image specification fix; `revision` and `version` may be anything. */
const typesOfOci: Readonly<Record<string, CheckedType>> = {
  'org.opencontainers.image.created': 'rfc3339',
  'org.opencontainers.image.url': 'url',
  'org.opencontainers.image.documentation': 'url',
  'org.opencontainers.image.source': 'url',
  'org.opencontainers.image.licenses': 'spdx',
};

/** What a template or a release script fills in before the build. */
const isHole = (value: string): boolean => /\{\{|\{%|^@[\w-]+@$|^<[^>]*>$|^%[^%]+%$/.test(value);

const forms: Readonly<Record<CheckedType, (value: string) => boolean>> = {
  url: (value) => /^[a-z][a-z0-9+.-]*:\/\/[^\s/?#]\S*$/i.test(value),
  // RFC 3339, section 5.6.
  rfc3339: (value) =>
    /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])[Tt ]([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)$/.test(
      value,
    ),
  spdx: isLicenceExpression,
  commit: (value) => /^([0-9a-f]{7}|[0-9a-f]{40}|[0-9a-f]{64})$/.test(value),
  // semver.org, version 2.0.0.
  semver: (value) =>
    /^(0|[1-9]\d*)(\.(0|[1-9]\d*)){2}(-(0|[1-9]\d*|\d*[a-zA-Z-][\w-]*)(\.(0|[1-9]\d*|\d*[a-zA-Z-][\w-]*))*)?(\+[\w-]+(\.[\w-]+)*)?$/.test(
      value,
    ),
  email: (value) => /^[^\s@<>]+@[^\s@<>.]+(\.[^\s@<>.]+)+$/.test(value),
};
