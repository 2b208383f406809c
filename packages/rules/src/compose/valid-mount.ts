import { composeModel, composeRule, type Located, replace, type VolumeMount } from '@plimsoll/core/rule';
import { isRefused } from '../shared/compose-problems.ts';
import { aboutValue, isOwnValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/valid-mount',
  since: '0.1.0',
  category: 'correctness',
  severity: 'error',
  presets: ['recommended'],
  atMost: { unknown: 'warning', obsolete: 'info' },

  summary: 'Write mounts that mean what they say.',
  why: `
    Docker Compose drops an option of a short mount that it does not know without a word: \`:readonly\` leaves the mount writable.
    And it takes a path of the container that is no absolute one, which the engine then refuses.
  `,
  sources: ['https://docs.docker.com/reference/compose-file/services/#short-syntax-5'],

  fixable: 'unsafe',
  fixTitle: 'Write ro, which makes the mount read-only',
  messages: {
    writable: 'Docker Compose knows no option {option} and drops it, so the mount is writable. Write ro.',
    unknown: 'Docker Compose knows no option {option} and drops it without a word. Remove it, or use the long form.',
    obsolete: '{option} has no effect any more, and Docker Compose drops it. Remove it.',
    relative:
      'The path in the container, {path}, does not begin with /, so the engine refuses the mount. Write it in full.',
    root: 'The engine refuses a mount at / in the container. Mount it at a directory below.',
    oneLetter:
      'Docker Compose takes the volume {name} for the drive of Windows, so {path} becomes the path in the container. Give the volume a longer name.',
  },

  examples: [
    {
      title: 'An option that is none',
      bad: `
        services:
          app:
            image: example/app:1.4
            volumes:
              - ./app.conf:/etc/app.conf:readonly
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            volumes:
              - ./app.conf:/etc/app.conf:ro
      `,
    },
    {
      title: 'A path that is not absolute',
      good: `
        services:
          app:
            image: example/app:1.4
            volumes:
              - ./data:/app/data
      `,
    },
  ],

  on: {
    Service(service, { application, project, report }) {
      const model = composeModel(application);
      if (service.provider) return;
      for (const mount of service.volumes) {
        const { origin, target, mountSource } = mount;
        if (isRefused(model, origin)) continue;
        const about = (at: Located) => {
          const places = aboutValue(mount, service, project);
          return places.at === origin ? { ...places, at } : places;
        };
        for (const { option, at } of optionsOf(mount)) {
          const data = { option };
          if (/^(?:read-?only|ro)$/i.test(option)) {
            const isOwn = isOwnValue({ value: undefined, state: 'known', origin });
            report({ ...about(at), message: 'writable', data, fix: isOwn ? () => [replace(at, 'ro')] : null });
          } else if (obsolete.has(option)) report({ ...about(at), message: 'obsolete', data, fix: null });
          else report({ ...about(at), message: 'unknown', data, fix: null });
        }
        const path = target?.value;
        if (!target || path === undefined) continue;
        const letter = /^([A-Za-z]):[\\/]/.exec(path)?.[1];
        if (letter && !mountSource && model.volumes.some(({ name }) => name === letter))
          report({ ...about(origin), message: 'oneLetter', data: { name: letter, path }, fix: null });
        else if (path === '/') report({ ...about(target.origin), message: 'root', fix: null });
        else if (path !== '' && !letter && !/^[/\\$~]/.test(path))
          report({ ...about(target.origin), message: 'relative', data: { path }, fix: null });
      }
    },
  },
});

/** Docker Desktop for Mac had them once. */
const obsolete: ReadonlySet<string> = new Set(['cached', 'delegated', 'consistent']);

/** What Compose reads (compose-go, format/volume.go), and what Podman's own compose reads beyond that. */
const known: ReadonlySet<string> = new Set(
  'ro rw nocopy z Z private rprivate shared rshared slave rslave U O idmap copy exec noexec suid nosuid dev nodev bind rbind unbindable runbindable'.split(
    ' ',
  ),
);

/** The options of a short mount that Compose does not know, each with its place. */
function optionsOf({ short, origin, target }: VolumeMount): { readonly option: string; readonly at: Located }[] {
  if (!short || !target || target.origin.source !== origin.source) return [];
  const { source } = origin;
  const start = target.origin.span.end;
  const rest = source.slice({ start, end: origin.span.end }).replace(/["']$/, '');
  if (!/^:[\w,-]+$/.test(rest)) return [];
  let at = start + 1;
  const found: { readonly option: string; readonly at: Located }[] = [];
  for (const option of rest.slice(1).split(',')) {
    if (option !== '' && !known.has(option))
      found.push({ option, at: { source, span: { start: at, end: at + option.length } } });
    at += option.length + 1;
  }
  return found;
}
