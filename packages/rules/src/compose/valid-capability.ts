import { composeRule, nearest, replace } from '@plimsoll/core/rule';
import { capabilities, capabilityName } from '../knowledge/capabilities.ts';
import { aboutValue, isOwnValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/valid-capability',
  since: '0.1.0',
  category: 'correctness',
  severity: 'error',
  presets: ['recommended'],

  summary: 'Name capabilities that exist.',
  why: `
    The engine refuses to create a container whose \`cap_add\` or \`cap_drop\` names what is no capability. Letter case
    and the prefix \`CAP_\` do not matter, but \`CAP_ALL\` is no capability: the word for all of them is \`ALL\`.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/services/#cap_add',
    'https://man7.org/linux/man-pages/man7/capabilities.7.html',
  ],

  fixable: 'unsafe',
  fixTitle: 'Replace by the capability that was probably meant',
  messages: {
    unknown:
      '{text} is no capability of Linux, so the engine refuses to create the container of {service}. Use a name from capabilities(7) or ALL.',
    meant:
      '{text} is no capability of Linux, so the engine refuses to create the container of {service}. Probably {capability} is meant.',
  },

  examples: [
    {
      title: 'Letters swapped',
      bad: `
        services:
          app:
            image: example/app:1.4
            cap_add:
              - NET_ADMNI
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            cap_add:
              - NET_ADMIN
      `,
    },
    {
      title: 'All of them, with a prefix',
      bad: `
        services:
          app:
            image: example/app:1.4
            cap_drop: [CAP_ALL]
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            cap_drop: [ALL]
      `,
    },
    {
      title: 'Something else altogether',
      bad: `
        services:
          app:
            image: example/app:1.4
            cap_drop:
              - everything
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            cap_drop:
              - all
      `,
    },
  ],

  on: {
    Service(service, { project, report }) {
      if (service.provider) return;
      for (const field of [...service.capAdd, ...service.capDrop]) {
        const text = field.value;
        if (text === undefined || isKnown(text)) continue;
        const common = aboutValue(field, service, project);
        const data = { service: service.name, text };
        const capability = meant(text);
        if (capability === undefined) report({ ...common, message: 'unknown', data, fix: null });
        else {
          const fix = isOwnValue(field) ? () => [replace(field.origin, capability)] : null;
          report({ ...common, message: 'meant', data: { ...data, capability }, fix });
        }
      }
    },
  },
});

/** The engine looks a name up as it stands but for its case, so that spaces around it are part of it. */
function isKnown(text: string): boolean {
  return text === text.trim() && capabilities.has(capabilityName(text));
}

function meant(text: string): string | undefined {
  const name = capabilityName(text)
    .replaceAll(/[\s-]+/g, '_')
    .replace(/^CAP_/, '');
  if (capabilities.has(name)) return name;
  return nearest(name, capabilities.keys());
}
