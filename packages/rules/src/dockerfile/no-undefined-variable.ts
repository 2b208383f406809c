import {
  type ArgInstruction,
  type Build,
  buildArguments,
  dockerfileRule,
  type EnvInstruction,
  environmentAt,
  externalBaseOf,
  fact,
  type Instruction,
  type KeyValuePair,
  type Located,
  nearest,
  option,
  platformArguments,
  type StageBase,
  type StageEnvironment,
  wordParts,
} from '@plimsoll/core/rule';
import { imageVariables, plainImages } from '../knowledge/image-variables.ts';
import { type ExpandedWord, expandedWords, type VariableUse, variableUses } from '../shared/expanded-words.ts';
import { namesAbove } from '../shared/names-above.ts';

export default dockerfileRule({
  id: 'dockerfile/no-undefined-variable',
  aliases: ['buildkit/UndefinedVar', 'hadolint/DL3044', 'droast/DF062', 'droast/DF087'],
  since: '0.1.0',
  category: 'correctness',
  severity: 'warning',
  presets: ['recommended'],
  atMost: { baseValue: 'info' },

  summary: 'Use a variable only where ENV or ARG sets it.',
  why: `
    The builder takes a variable that is not set as empty, without a word. An ARG before the first FROM is not visible
    inside a stage until the stage declares it again, a variable of one ENV is not visible in the same ENV, and
    \`TARGETARCH\` and the like need an ARG in each stage. What a base image sets can't be seen in the file, so only \`scratch\`
    and the images of operating systems are known to set nothing; with any other base a name is reported only where the
    image can't set it. A use that says what happens without the variable (\`\${X:-y}\`), or that extends it
    (\`ENV X=/a:$X\`), is not reported.
  `,
  sources: [
    'https://docs.docker.com/reference/build-checks/undefined-var/',
    'https://docs.docker.com/reference/dockerfile/#scope',
  ],

  fixable: 'none',
  options: {
    guarded: option.boolean({
      default: false,
      summary: 'Also report a use that says what happens without the variable, as ${X:-y} does, or that extends it.',
    }),
    heredocs: option.boolean({ default: false, summary: 'Also look into the heredocs of COPY and ADD.' }),
    unknownBase: option.boolean({
      default: false,
      summary: 'Also report names that the file sets nowhere, though the base image may set them.',
    }),
  },
  messages: {
    undefined: 'Nothing sets {name} here, so it is empty. {hint}',
    global:
      '{name} is declared before the first FROM, where only FROM sees it, so it is empty here. Add ARG {name} to this stage.',
    platform: 'The builder gives {name} only to a stage that asks for it, so it is empty here. Add ARG {name} above.',
    sameInstruction:
      'ENV sets its variables all at once, so {name} is not set yet here. Give it an ENV of its own before this one.',
    baseValue:
      'ENV sets its variables all at once, so {name} is here what the base image sets, if it does, and not what this ENV sets. Give it an ENV of its own before this one.',
  },

  examples: [
    {
      title: 'An argument from before FROM',
      bad: `
        ARG APP_HOME=/srv/app
        FROM alpine:3.22
        WORKDIR $APP_HOME
      `,
      good: `
        ARG APP_HOME=/srv/app
        FROM alpine:3.22
        ARG APP_HOME
        WORKDIR $APP_HOME
      `,
    },
    {
      title: 'Platform arguments need an ARG',
      bad: `
        FROM alpine:3.22
        COPY dist/$TARGETARCH/app /usr/local/bin/
      `,
      good: `
        FROM alpine:3.22
        ARG TARGETARCH
        COPY dist/$TARGETARCH/app /usr/local/bin/
      `,
    },
    {
      title: 'One ENV sets all its variables at once',
      bad: `
        FROM debian:trixie
        ENV APP_HOME=/opt/app PATH=/opt/app/bin:$PATH DATA=$APP_HOME/data
      `,
      good: `
        FROM debian:trixie
        ENV APP_HOME=/opt/app PATH=/opt/app/bin:$PATH
        ENV DATA=$APP_HOME/data
      `,
    },
    {
      title: 'An empty base sets nothing',
      bad: `
        FROM scratch
        COPY app $PREFIX/bin/
      `,
      good: `
        FROM scratch
        ARG PREFIX=/usr/local
        COPY app $PREFIX/bin/
      `,
    },
  ],

  on: {
    Instruction(instruction, { builds, options, report }) {
      if (instruction.stageIndex === undefined || instruction.onbuild) return;
      const words = expandedWords(instruction).filter(({ heredoc }) => options.heredocs || !heredoc);
      if (!words.some(({ word }) => word.text.includes('$'))) return;
      const found = new Map<Located, Loose>();
      for (const build of builds) {
        const scope = scopeAt(build, instruction, options.unknownBase);
        for (const word of words)
          for (const loose of looseIn(word, scope, options.guarded)) found.set(loose.use.part, loose);
      }
      for (const { use, message, hint } of found.values()) {
        const { name } = use.part;
        if (message === 'undefined') report({ at: use.part, message, data: { name, hint } });
        else report({ at: use.part, message, data: { name } });
      }
    },
  },
});

interface Scope {
  readonly build: Build;
  readonly instruction: Instruction;
  readonly environment: StageEnvironment;
  readonly unknownBase: boolean;
}

interface Loose {
  readonly use: VariableUse;
  readonly message: 'undefined' | 'global' | 'platform' | 'sameInstruction' | 'baseValue';
  readonly hint: string;
}

/** These are read by BuildKit itself. */
const scannerNames = ['BUILDKIT_SBOM_SCAN_CONTEXT', 'BUILDKIT_SBOM_SCAN_STAGE'];

function scopeAt(build: Build, instruction: Instruction, unknownBase: boolean): Scope {
  return { build, instruction, environment: environmentAt(build, instruction), unknownBase };
}

/** The uses of variables that are not set, each name once. */
function looseIn(word: ExpandedWord, scope: Scope, guarded: boolean): readonly Loose[] {
  const { build, instruction } = scope;
  // A build argument takes the place of the default, which is then not read.
  if (instruction.kind === 'Arg' && word.pair && buildArguments(build).given(word.pair.key.text)) return [];
  const seen = new Set<string>();
  return variableUses(word).flatMap((use): readonly Loose[] => {
    const { name } = use.part;
    if (((use.guarded || isExtension(name, word)) && !guarded) || seen.has(name)) return [];
    const loose = judge(name, word, scope);
    if (!loose) return [];
    seen.add(name);
    return [{ use, ...loose }];
  });
}

/** `ENV X=/a:$X` extends what may be there. */
function isExtension(name: string, { word, pair }: ExpandedWord): boolean {
  return pair?.key.text === name && pair.value === word && (wordParts(word)?.length ?? 0) > 1;
}

function judge(name: string, word: ExpandedWord, scope: Scope): Omit<Loose, 'use'> | undefined {
  const { build, instruction, environment } = scope;
  if (scannerNames.includes(name) || environment.declares(name) || environment.bindingOf(name)) return undefined;
  if (isEarlierArgument(name, word, instruction)) return undefined;
  const value = environment.get(name);
  if (value && value.state !== 'unknown') return undefined;
  const base = bottomBase(scope);
  if (base.kind !== 'scratch' && imageVariables.has(name)) return undefined;
  const isUnset = value === undefined || isPlain(base);
  const message = reasonFor(name, word, instruction, build);
  if (!isUnset && message === 'platform') return base.kind === 'context' ? undefined : { message, hint: '' };
  if (!isUnset && message === 'sameInstruction') return { message: 'baseValue', hint: '' };
  if (!isUnset && !scope.unknownBase) return undefined;
  const suggestion = message === 'undefined' ? nearest(name, namesAbove(scope.build, scope.instruction)) : undefined;
  return {
    message,
    hint: suggestion === undefined ? 'Correct the name, or set it with ARG or ENV.' : `Did you mean ${suggestion}?`,
  };
}

/** Images of which it is known that they set nothing but PATH. */
function isPlain(base: StageBase): boolean {
  return base.kind === 'image' && base.state === 'known' && plainImages.has(base.reference.familiarName);
}

/** What the stages below stand on. */
function bottomBase({ build, instruction }: Scope): StageBase {
  const stage = build.dockerfile.root.stages[instruction.stageIndex ?? -1];
  return stage ? externalBaseOf(build, stage).base : { kind: 'unknown' };
}

function reasonFor(name: string, word: ExpandedWord, instruction: Instruction, build: Build): Loose['message'] {
  if (buildArguments(build).declarations.has(name)) return 'global';
  if (platformArguments.includes(name)) return 'platform';
  if (instruction.kind !== 'Env' || word.pair?.key.text === name) return 'undefined';
  return firstPairs(instruction).has(name) ? 'sameInstruction' : 'undefined';
}

/** ARG sets its variables one after another. */
function isEarlierArgument(name: string, { pair }: ExpandedWord, instruction: Instruction): boolean {
  if (instruction.kind !== 'Arg' || !pair) return false;
  const first = firstPairs(instruction).get(name);
  return first !== undefined && first.span.start < pair.span.start;
}

/** The first pair of each name. */
const firstPairs = fact(
  'rules/first-pairs@1',
  ({ pairs }: ArgInstruction | EnvInstruction): ReadonlyMap<string, KeyValuePair> =>
    new Map(pairs.toReversed().map((pair) => [pair.key.text, pair])),
);
