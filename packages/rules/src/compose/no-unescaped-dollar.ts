import {
  type Application,
  composeRule,
  insertBefore,
  joinPath,
  type Service,
  type TextField,
} from '@plimsoll/core/rule';
import { aboutValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/no-unescaped-dollar',
  since: '0.1.0',
  category: 'correctness',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Write $$ for variables of the container.',
  why: `
    Docker Compose replaces \`$NAME\` in commands and health checks itself, before any container runs, from its own environment and
    \`.env\`. The variables that \`environment\` sets are not known there, so that the text becomes empty. With \`$$NAME\` the
    shell in the container gets \`$NAME\`.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/interpolation/',
    'https://docs.docker.com/reference/compose-file/services/#command',
  ],

  fixable: 'unsafe',
  fixTitle: 'Double the dollar sign, so that the container replaces the variable',
  messages: {
    early:
      'Docker Compose replaces ${name} itself and does not know what environment of {service} sets, so it becomes empty. Write $${name}.',
  },

  examples: [
    {
      title: 'A variable of the service',
      bad: `
        services:
          db:
            image: postgres:17
            environment:
              POSTGRES_USER: app
            healthcheck:
              test: ["CMD-SHELL", "pg_isready -U $POSTGRES_USER"]
      `,
      good: `
        services:
          db:
            image: postgres:17
            environment:
              POSTGRES_USER: app
            healthcheck:
              test: ["CMD-SHELL", "pg_isready -U $$POSTGRES_USER"]
      `,
    },
  ],

  on: {
    Service(service, { application, project, report }) {
      const own = ownVariables(service, application);
      if (own.size === 0) return;
      const commands = [service.command, service.entrypoint, service.healthcheck?.test];
      for (const command of [...commands, ...service.hooks.map((hook) => hook.command)]) {
        for (const part of command?.parts ?? []) {
          if (part.state !== 'unknown') continue;
          for (const { name, start, end } of bareVariables(part)) {
            if (!own.has(name)) continue;
            const about = aboutValue(part, service, project);
            const place = part.raw.locate({ start, end });
            const isOwn = part.origin.via.length === 0 && !part.origin.synthetic;
            report({
              ...about,
              at: about.at === part.origin ? place : about.at,
              message: 'early',
              data: { service: service.name, name },
              fix: isOwn ? () => [insertBefore(place, '$')] : null,
            });
          }
        }
      }
    },
  },
});

/** Variables that `environment` sets to something that Compose itself need not know. */
function ownVariables({ environment }: Service, { directory, referenced, shell }: Application): ReadonlySet<string> {
  const file = referenced.get(joinPath(directory, '.env'));
  const text = file?.state === 'text' ? file.text : '';
  const names = environment.flatMap(({ name, value }) => {
    // Taken over from outside: then Compose knows it as well.
    const isOutside = value === undefined || value.raw.text.includes(`$${name}`) || value.raw.text.includes(`{${name}`);
    const isSupplied = shell?.has(name) || new RegExp(`^\\s*(?:export\\s+)?${name}\\s*[=:]`, 'm').test(text);
    return isOutside || isSupplied || !/^\w+$/.test(name) ? [] : [name];
  });
  return new Set(names);
}

interface Use {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** `$NAME` and `${NAME}` without a default, and not behind another dollar sign. */
function bareVariables({ raw }: TextField): Use[] {
  const uses: Use[] = [];
  for (const found of raw.text.matchAll(/\$\$|\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})/g)) {
    const name = found[1] ?? found[2];
    if (name !== undefined) uses.push({ name, start: found.index, end: found.index + found[0].length });
  }
  return uses;
}
