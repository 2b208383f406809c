import { composeRule, type Located, remove, type TextEdit, type TextField } from '@plimsoll/core/rule';
import { aboutValue, isOwnValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/no-tmpfs-exec',
  aliases: ['compose-lint/CL-0022'],
  since: '0.1.0',
  category: 'security',
  severity: 'warning',
  presets: ['recommended'],
  atMost: { worldWritable: 'info' },

  summary: 'Leave the safe defaults of tmpfs mounts on.',
  why: `
    The engine mounts a \`tmpfs\` with \`noexec\`, \`nosuid\` and \`nodev\`. The options \`exec\`, \`suid\` and \`dev\` switch that off, so
    that an intruder has a place to run what he brings along even where the root filesystem is read-only. Programs that
    unpack libraries into \`/tmp\` (Java, PyInstaller) need \`exec\`; many of them have a setting for another place. Missing
    options are no finding, since the defaults are right.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/services/#tmpfs',
    'https://docs.docker.com/engine/storage/tmpfs/',
  ],
  cwe: [732],
  owasp: ['RULE #8'],
  securitySeverity: 3.9,

  fixable: 'unsafe',
  fixTitle: 'Remove the option (programs in the mount can then no longer be started, or gain nothing)',
  messages: {
    option:
      'The option {option} lets {what} in {path} of {service}, which the engine forbids by default. Leave it out.',
    worldWritable: 'Everyone in {service} can delete the files of others in {path}. Set the mode to 1777 or to less.',
  },

  examples: [
    {
      title: 'Programs may run',
      bad: `
        services:
          app:
            image: example/app:1.4
            tmpfs:
              - /tmp:size=64m,exec
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            tmpfs:
              - /tmp:size=64m
      `,
    },
    {
      title: 'The only option',
      bad: `
        services:
          app:
            image: example/app:1.4
            tmpfs: /tmp:suid
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            tmpfs: /tmp
      `,
    },
    {
      title: 'A directory that everyone can clear',
      bad: `
        services:
          app:
            image: example/app:1.4
            volumes:
              - type: tmpfs
                target: /scratch
                tmpfs:
                  mode: 0777
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            volumes:
              - type: tmpfs
                target: /scratch
                tmpfs:
                  mode: 01777
      `,
    },
    {
      title: 'The defaults',
      good: `
        services:
          app:
            image: example/app:1.4
            tmpfs:
              - /tmp
              - /run:noexec,nosuid,size=1m
      `,
    },
  ],

  on: {
    Service(service, { project, report }) {
      if (service.provider) return;
      const { name } = service;
      for (const field of service.tmpfs) {
        for (const { option, path, at } of loosened(field)) {
          const edit = isOwnValue(field) && at ? removeOption(at) : undefined;
          const place = at ? { at, subject: name } : aboutValue(field, service, project);
          const data = { service: name, option, path, what: allowed.get(option) ?? '' };
          report({ ...place, message: 'option', data, fix: edit ? () => [edit] : null });
        }
      }
      for (const { type, target, get } of service.volumes) {
        const mode = get('tmpfs.mode');
        // Bits: 0o002 lets everyone write, 0o1000 lets only owners delete.
        if (type !== 'tmpfs' || typeof mode?.value !== 'number' || (mode.value & 0o1002) !== 0o002) continue;
        const data = { service: name, path: target?.value ?? 'it' };
        report({ ...aboutValue(mode, service, project), message: 'worldWritable', data, fix: null });
      }
    },
  },
});

const allowed: ReadonlyMap<string, string> = new Map([
  ['exec', 'programs run'],
  ['suid', 'set-user-ID programs gain privileges'],
  ['dev', 'device files work'],
]);

interface Loosened {
  readonly option: string;
  readonly path: string;
  /** The word itself, where no variable takes part. */
  readonly at: Located | undefined;
}

function loosened(field: TextField): readonly Loosened[] {
  const text = field.value ?? '';
  const colon = text.indexOf(':');
  if (colon === -1) return [];
  const written = isOwnValue(field) && field.raw.text === text;
  return [...text.slice(colon + 1).matchAll(/[^,]+/g)].flatMap((match) => {
    const [option] = match;
    if (!allowed.has(option)) return [];
    const start = colon + 1 + match.index;
    const at = written ? field.raw.locate({ start, end: start + option.length }) : undefined;
    return [{ option, path: text.slice(0, colon), at }];
  });
}

/** Without the comma behind it, or the comma or colon in front. */
function removeOption({ source, span }: Located): TextEdit {
  if (source.text.charAt(span.end) === ',') return remove({ source, span: { start: span.start, end: span.end + 1 } });
  return remove({ source, span: { start: span.start - 1, end: span.end } });
}
