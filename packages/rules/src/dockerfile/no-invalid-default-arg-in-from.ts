import {
  type Build,
  bareBuild,
  buildArguments,
  dockerfileRule,
  type Environment,
  environmentAt,
  expandWord,
  option,
  parseImageReference,
  type Word,
} from '@plimsoll/core/rule';
import { variableUses } from '../shared/expanded-words.ts';

export default dockerfileRule({
  id: 'dockerfile/no-invalid-default-arg-in-from',
  aliases: ['buildkit/InvalidDefaultArgInFrom'],
  since: '0.1.0',
  category: 'maintainability',
  severity: 'info',
  presets: ['strict'],

  summary: 'Let FROM name a valid image without any build argument.',
  why: `
    A file that builds with \`docker build .\` is easier to use than one that needs the right arguments: give each ARG that
    FROM uses a default. \`\${IMAGE:?say which}\` shows that an argument is required, and is left alone, as is a file whose
    Compose services give the argument.
  `,
  sources: ['https://docs.docker.com/reference/build-checks/invalid-default-arg-in-from/'],

  fixable: 'none',
  options: {
    buildkit: option.boolean({
      default: false,
      summary:
        'Report exactly what BuildKit reports: also constants, undeclared variables and arguments that services give, and nothing below a required argument.',
    }),
  },
  messages: {
    invalid:
      'Without a build argument this comes to "{value}", which is not an image. Give {names} a default: ARG NAME=value before the first FROM.',
    constant: '"{value}" is not an image. Write a name as in alpine:3.22 or registry.example.com/team/app:1.4.',
  },

  examples: [
    {
      title: 'No default',
      bad: `
        ARG VERSION
        FROM node:\${VERSION}
      `,
      good: `
        ARG VERSION=24
        FROM node:\${VERSION}
      `,
    },
    {
      title: 'An argument that is required',
      good: `
        ARG VERSION
        FROM node:\${VERSION:?required}
      `,
    },
  ],

  on: {
    File({ stages }, { document, builds, options, report }) {
      const bare = bareBuild(document);
      for (const { from } of stages) {
        const { image } = from;
        if (!image) continue;
        const environment = environmentAt(bare, from);
        const expansion = expandWord(image, environment);
        if (expansion.state === 'error' && options.buildkit) return;
        if (!('value' in expansion) || parseImageReference(expansion.value).ok) continue;
        const { value } = expansion;
        const names = [...new Set(variableUses({ word: image, heredoc: false }).map(({ part }) => part.name))];
        const data = { value, names: names.join(' and ') };
        if (names.length === 0) {
          if (options.buildkit) report({ at: image, message: 'constant', data: { value } });
        } else if (options.buildkit || isForUsers(image, names, environment, builds)) {
          report({ at: image, message: 'invalid', data });
        }
      }
    },
  },
});

/** False where another rule tells more: undeclared variables, and services that give the argument. */
function isForUsers(
  image: Word,
  names: readonly string[],
  environment: Environment & { declares(name: string): boolean },
  builds: readonly Build[],
): boolean {
  if (names.some((name) => !environment.declares(name) && environment.get(name) === undefined)) return false;
  const given = builds.some((build) => names.some((name) => buildArguments(build).given(name)));
  return !given && image.text !== '';
}
