import {
  type DockerfileDocument,
  type DockerfileFile,
  dockerfileRule,
  isTellingName,
  type Located,
  option,
  type Span,
  tokenSpans,
  urlCredentialSpans,
} from '@plimsoll/core/rule';

export default dockerfileRule({
  id: 'dockerfile/no-hardcoded-secrets',
  aliases: ['tally/secrets-in-code', 'droast/DF014'],
  since: '0.1.0',
  category: 'security',
  severity: 'error',
  presets: ['recommended'],
  atMost: { url: 'warning' },

  summary: 'Write no credentials into the file.',
  why: `
    What stands in a Dockerfile is in the repository, in the history of the image and often in the image itself. Revoke such
    a token, and give a new one to the step that needs it with \`RUN --mount=type=secret\`.

    Found are tokens by the formats that their issuers document, private keys, literal \`Authorization\` headers, and
    passwords in URLs. Values with variables, examples of documentation (\`AKIA...EXAMPLE\`) and URLs of the machine itself
    are none. A secret behind a name that tells (\`ENV DB_PASSWORD=...\`) is a finding of \`dockerfile/no-secret-variables\`
    and not repeated here.
  `,
  sources: [
    'https://docs.docker.com/build/building/secrets/',
    'https://docs.github.com/en/code-security/reference/secret-security/supported-secret-scanning-patterns',
    'https://cwe.mitre.org/data/definitions/798.html',
  ],
  cwe: [798, 312],
  owasp: ['RULE #12'],
  securitySeverity: 8,

  fixable: 'none',
  options: {
    allow: option.strings({ default: [], summary: 'Parts of values that make them no secret, letter for letter.' }),
  },
  messages: {
    token:
      'This is a credential, and everyone who has the file or the image can read it. Revoke it, and give a new one to the step with RUN --mount=type=secret.',
    key: 'This is a private key, and everyone who has the file or the image can read it. Replace it, and give the new one to the step with RUN --mount=type=secret.',
    header:
      'This header holds a credential that everyone who has the file or the image can read. Read it from a file of RUN --mount=type=secret.',
    url: 'The URL holds a password that everyone who has the file or the image can read. Give it to the step with RUN --mount=type=secret.',
  },

  examples: [
    {
      title: 'A token in a step',
      bad: `
        FROM alpine:3.22
        RUN git clone https://oauth2:glpat-a1B2c3D4e5F6g7H8i9J0@gitlab.com/acme/app.git
      `,
    },
    {
      title: 'A secret of the build, and an example from documentation',
      good: `
        FROM alpine:3.22
        RUN --mount=type=secret,id=token git clone "https://oauth2:$(cat /run/secrets/token)@gitlab.com/acme/app.git"
        LABEL example=AKIAIOSFODNN7EXAMPLE
      `,
    },
  ],

  on: {
    File(file, { document, options, report }) {
      const told = merged(toldElsewhere(file));
      for (const { span, message } of secretsIn(document)) {
        const value = document.source.slice(span);
        const around = endingBehind(told, span.start);
        if (around && around.start <= span.start && span.end <= around.end) continue;
        if (isExample(value) || options.allow.some((part) => part !== '' && value.includes(part))) continue;
        const at: Located = { source: document.source, span };
        report({ at, message });
      }
    },
  },
});

interface Found {
  readonly span: Span;
  readonly message: 'token' | 'key' | 'header' | 'url';
}

/** Ascending, and apart: of several that overlap the first kind in the order of the messages. */
function secretsIn({ source }: DockerfileDocument): readonly Found[] {
  const { text } = source;
  const keys = keySpans(text);
  const found: Found[] = tokenSpans(text).flatMap((span): readonly Found[] => {
    const value = text.slice(span.start, span.end);
    // A hash is no credential; what an issuer makes has letters of both cases and digits.
    if (value.startsWith('$2') || (/^sk-/.test(value) && !/(?=.*\d)(?=.*[A-Z])/.test(value))) return [];
    return [{ span, message: (endingBehind(keys, span.start)?.start ?? text.length) <= span.start ? 'key' : 'token' }];
  });
  const firstLines = found.filter(
    ({ span, message }) =>
      message !== 'key' || /KEY-----\s*(?:\\n)?\s*$/.test(text.slice(Math.max(0, span.start - 80), span.start)),
  );
  const more: readonly Found[] = [
    ...headerSpans(text).map((span): Found => ({ span, message: 'header' })),
    ...urlCredentialSpans(text)
      .filter((span) => !isLocal(text, span))
      .map((span): Found => ({ span, message: 'url' })),
  ];
  const tokens = merged(found.map(({ span }) => span));
  const apart = more.filter(({ span }) => (endingBehind(tokens, span.start)?.start ?? text.length) >= span.end);
  return [...firstLines, ...apart].sort((a, b) => a.span.start - b.span.start);
}

/** What stands between the head of a private key and the next row of dashes, or the end. */
function keySpans(text: string): readonly Span[] {
  const spans: Span[] = [];
  for (const { 0: head, index } of text.matchAll(/-----BEGIN [A-Z ]{0,32}PRIVATE KEY-----/g)) {
    const start = index + head.length;
    if (start <= (spans.at(-1)?.end ?? -1)) continue;
    const next = text.indexOf('-----', start);
    spans.push({ start, end: next < 0 ? text.length : next });
  }
  return spans;
}

/** Ascending, and those that overlap as one. */
function merged(spans: readonly Span[]): readonly Span[] {
  const found: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const last = found.at(-1);
    if (!last || last.end <= span.start) found.push(span);
    else if (last.end < span.end) found.splice(-1, 1, { start: last.start, end: span.end });
  }
  return found;
}

/** The first of spans, ascending and apart, that ends behind a place. */
function endingBehind(spans: readonly Span[], place: number): Span | undefined {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.end ?? 0) <= place) low = middle + 1;
    else high = middle;
  }
  return spans[low];
}

function headerSpans(text: string): readonly Span[] {
  return [
    ...text.matchAll(/\bAuthorization:[ ]?(?:Bearer|Basic|token)[ ]([A-Za-z0-9._~+/-]{16,512}=*)(?![\w$]|\\?\{)/gi),
  ].map(({ 0: whole, 1: value = '', index }) => ({
    start: index + whole.length - value.length,
    end: index + whole.length,
  }));
}

/** A URL of the machine itself, of an example, or with a password that stands for another. */
function isLocal(text: string, { start, end }: Span): boolean {
  const host = /^@([^/:\s"']*)/.exec(text.slice(end, end + 100))?.[1] ?? '';
  if (!host.includes('.') || /^(?:localhost|127\.|0\.0\.0\.0)|(?:^|\.)example\.(?:com|org|net)$|\$/.test(host))
    return true;
  return /^(?:pass(?:word)?|pwd|secret|token|user|username|changeme|test|dummy|x+|\*+|<.*)$/i.test(
    text.slice(start, end),
  );
}

/** Placeholders: documented examples, one character again and again. */
const isExample = (value: string): boolean =>
  /EXAMPLE|placeholder|your[-_]|xxxx|\.\.\.|1234567890|0{8}/i.test(value) ||
  new Set(value.slice(value.length > 16 ? 4 : 0)).size < 4;

/** Values of ARG and ENV whose names tell. */
function toldElsewhere({ instructions }: DockerfileFile): readonly Span[] {
  return instructions.flatMap((outer) => {
    const instruction = outer.kind === 'Onbuild' ? outer.trigger : outer;
    if (instruction?.kind !== 'Arg' && instruction?.kind !== 'Env') return [];
    return instruction.pairs.flatMap(({ key, value }) => (value && isTellingName(key.text) ? [value.span] : []));
  });
}
