import {
  type DockerfileFile,
  dockerfileRule,
  hasVariables,
  isHarmlessValue,
  isTellingName,
  type KeyValuePair,
  literalValue,
  option,
} from '@plimsoll/core/rule';
import { variableUses } from '../shared/expanded-words.ts';

export default dockerfileRule({
  id: 'dockerfile/no-secret-variables',
  aliases: [
    'buildkit/SecretsUsedInArgOrEnv',
    'hadolint/DL3064',
    'trivy/DS-0031',
    'kics/c3e1b6ae-d92c-44b3-8ed5-1f5442bab6a4',
    'semgrep/secret-in-build-arg',
    'cis/4.10',
    'droast/DF013',
  ],
  since: '0.1.0',
  category: 'security',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Keep secrets out of ARG and ENV.',
  why: `
    Whoever can pull the image can read its ENV, and with \`docker history\` and the provenance the arguments that it was
    built with, even if a later instruction overwrites them (CWE-538). A secret that the build needs is given to one RUN by
    \`--mount=type=secret\`, and one that the container needs when it starts. Names tell what is a secret
    (\`DB_PASSWORD\`, \`GITHUB_TOKEN\`); empty values, paths, numbers and the like are none.
  `,
  sources: [
    'https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/',
    'https://docs.docker.com/build/building/secrets/',
    'https://cwe.mitre.org/data/definitions/538.html',
  ],

  fixable: 'none',
  options: {
    allow: option.strings({ default: [], summary: 'Names that hold no secret.' }),
    buildkit: option.boolean({
      default: false,
      summary:
        'Report exactly what BuildKit reports: by its own list of words, whatever the value, and only in stages.',
    }),
  },
  messages: {
    literal:
      'The value of {name} can be read by everyone who can pull the image. Give secrets to one RUN with --mount=type=secret, or to the container when it starts.',
    argument:
      "The value of a build argument stays readable in the image's history. Use RUN --mount=type=secret,id=... instead of ARG {name}.",
    copied:
      'This writes what {name} holds into the image, where everyone who can pull it can read it. Give it to the container when it starts.',
  },

  examples: [
    {
      title: 'A password in ENV',
      bad: `
        FROM mariadb:11.8
        ENV MARIADB_ROOT_PASSWORD=s3cret-pw
      `,
      good: `
        FROM mariadb:11.8
        ENV MARIADB_ROOT_PASSWORD_FILE=/run/secrets/root-password
      `,
    },
    {
      title: 'A token as a build argument',
      bad: `
        FROM node:24
        ARG NPM_TOKEN
        RUN npm ci
      `,
      good: `
        FROM node:24
        RUN --mount=type=secret,id=npm,target=/root/.npmrc npm ci
      `,
    },
    {
      title: 'Names that speak of no secret',
      good: `
        FROM alpine:3.22
        ENV GPG_KEY=7169605F62C751356D054A26A821E680E5FA6305 TOKEN_TTL=300 PASSWORD_FILE=/run/secrets/pw
      `,
    },
  ],

  on: {
    Arg({ pairs, stageIndex }, { document, options, report }) {
      for (const pair of pairs) {
        if (options.buildkit ? !isBuildkitName(pair) || stageIndex === undefined : !isSecret(pair, options.allow))
          continue;
        const name = pair.key.text;
        const value = pair.value && literalValue(pair.value);
        const isLiteral = value !== undefined && !isHarmlessValue(value);
        // An argument from before FROM that a stage declares again is reported there.
        if (stageIndex === undefined && !isLiteral && isDeclaredInStage(name, document.root)) continue;
        if (!options.buildkit && value !== undefined && value !== '' && !isLiteral) continue;
        report({ at: pair.key, message: isLiteral ? 'literal' : 'argument', data: { name } });
      }
    },
    Env({ pairs, stageIndex }, { options, report }) {
      for (const pair of pairs) {
        if (options.buildkit ? !isBuildkitName(pair) || stageIndex === undefined : !isSecret(pair, options.allow))
          continue;
        const { key, value } = pair;
        const literal = value && literalValue(value);
        const isLiteral = literal !== undefined && !isHarmlessValue(literal);
        const isCopied = value !== undefined && copiesSecret(pair);
        if (!options.buildkit && !isLiteral && !isCopied) continue;
        report({ at: key, message: isCopied ? 'copied' : 'literal', data: { name: key.text } });
      }
    },
  },
});

function isSecret({ key }: KeyValuePair, allowed: readonly string[]): boolean {
  const name = key.text;
  // Half of a pair, which nobody has without the other half.
  return !allowed.includes(name) && (isTellingName(name) || /^aws_access_key_id$/i.test(name));
}

/** `ENV TOKEN=$TOKEN`: what a variable of a telling name holds, without a default that would be told by itself. */
function copiesSecret({ value }: KeyValuePair): boolean {
  if (!value || !hasVariables(value)) return false;
  return variableUses({ word: value, heredoc: false }).some(({ part }) => isTellingName(part.name));
}

function isDeclaredInStage(name: string, { stages }: DockerfileFile): boolean {
  return stages.some(({ instructions }) =>
    instructions.some((one) => one.kind === 'Arg' && one.pairs.some(({ key }) => key.text === name)),
  );
}

/** The words of BuildKit's `validateNoSecretKey`, each between underscores. */
const secretWords = /(?:_|^)(?:apikey|auth|credentials?|key|password|pword|passwd|secret|token)(?:_|$)/i;
const harmlessWords = /(?:_|^)(?:public|file|version)(?:_|$)/i;

function isBuildkitName({ key }: KeyValuePair): boolean {
  return secretWords.test(key.text) && !harmlessWords.test(key.text);
}
