import {
  type DockerfileDocument,
  dockerfileRule,
  environmentAt,
  fact,
  type KeyValuePair,
  nearest,
  option,
  platformArguments,
  type VariablePart,
} from '@plimsoll/core/rule';
import { variableUses } from '../shared/expanded-words.ts';

export default dockerfileRule({
  id: 'dockerfile/no-undefined-arg-in-from',
  aliases: ['buildkit/UndefinedArgInFrom', 'dockerfile-utils/BASE_NAME_EMPTY', 'droast/DF086'],
  since: '0.1.0',
  category: 'correctness',
  severity: 'error',
  presets: ['recommended'],

  summary: 'Declare variables that FROM uses before the first FROM.',
  why: `
    FROM sees the ARGs that stand before the first FROM, and those that the builder sets itself (\`TARGETARCH\`,
    \`BUILDPLATFORM\` and the like). Any other variable is empty there, whatever the caller gives: an ARG or ENV inside a
    stage does not count.
  `,
  sources: [
    'https://docs.docker.com/reference/build-checks/undefined-arg-in-from/',
    'https://docs.docker.com/reference/dockerfile/#understand-how-arg-and-from-interact',
  ],

  fixable: 'none',
  options: {
    guarded: option.boolean({
      default: false,
      summary: 'Also report a variable that says itself what happens without it, as in ${X:-y}.',
    }),
  },
  messages: {
    undeclared:
      'No ARG before the first FROM declares {name}, so it is always empty here. Declare it above: ARG {name}=default.',
    misspelt: 'No ARG before the first FROM declares {name}, so it is always empty here. Did you mean {suggestion}?',
    inStage:
      '{name} is declared inside a stage, where FROM does not see it, so it is always empty here. Declare it before the first FROM.',
  },

  examples: [
    {
      title: 'A spelling mistake',
      bad: `
        ARG VARIANT=-slim
        FROM node:24\${VARAINT}
      `,
      good: `
        ARG VARIANT=-slim
        FROM node:24\${VARIANT}
      `,
    },
    {
      title: 'Declared inside a stage',
      bad: `
        FROM alpine:3.22 AS tools
        ARG VARIANT=-slim

        FROM node:24$VARIANT
      `,
      good: `
        ARG VARIANT=-slim
        FROM alpine:3.22 AS tools

        FROM node:24$VARIANT
      `,
    },
    {
      title: 'Not declared',
      bad: `
        FROM node:24$VARIANT
      `,
      good: `
        ARG VARIANT=
        FROM node:24$VARIANT
      `,
    },
  ],

  on: {
    Stage(stage, { document, builds, options, report }) {
      const { from } = stage;
      const environment = builds[0] && environmentAt(builds[0], from);
      if (!environment) return;
      const isKnown = (name: string): boolean => environment.declares(name) || environment.get(name) !== undefined;
      for (const word of [from.image, from.platform?.value]) {
        const uses = word ? variableUses({ word, heredoc: false }) : [];
        const loose = uses.filter(({ part, guarded }) => !isKnown(part.name) && (options.guarded || !guarded));
        for (const part of firstOfEachName(loose.map((use) => use.part))) {
          const declared = declarationsInStages(document).get(part.name);
          const declaration = declared && declared.span.start < stage.span.start ? declared : undefined;
          const suggestion = nearest(part.name, knownNames(document));
          const { name } = part;
          if (declaration) {
            const related = [{ at: declaration, label: 'declared here, inside a stage' }];
            report({ at: part, message: 'inStage', data: { name }, related });
          } else if (suggestion !== undefined) {
            report({ at: part, message: 'misspelt', data: { name, suggestion } });
          } else {
            report({ at: part, message: 'undeclared', data: { name } });
          }
        }
      }
    },
  },
});

/** BuildKit tells each name once for each word. */
function firstOfEachName(parts: readonly VariablePart[]): readonly VariablePart[] {
  return [...new Map(parts.toReversed().map((part) => [part.name, part])).values()].reverse();
}

/** So many names are looked through for one that was meant: each costs the product of the lengths. */
const maximalCandidates = 64;

const knownNames = fact('rules/names-for-from@1', ({ root }: DockerfileDocument): readonly string[] => {
  const globals = root.preamble.flatMap((one) => (one.kind === 'Arg' ? one.pairs : []));
  return [...globals.slice(0, maximalCandidates).map(({ key }) => key.text), ...platformArguments];
});

/** The first declaration of each name inside a stage. */
const declarationsInStages = fact(
  'rules/declarations-in-stages@1',
  ({ root }: DockerfileDocument): ReadonlyMap<string, KeyValuePair> => {
    const first = new Map<string, KeyValuePair>();
    for (const { instructions } of root.stages) {
      for (const instruction of instructions) {
        if (instruction.kind !== 'Arg' && instruction.kind !== 'Env') continue;
        for (const pair of instruction.pairs) if (!first.has(pair.key.text)) first.set(pair.key.text, pair);
      }
    }
    return first;
  },
);
