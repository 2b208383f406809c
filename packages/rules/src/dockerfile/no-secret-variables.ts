import {
  type DockerfileFile,
  dockerfileRule,
  environmentAt,
  hasVariables,
  isHarmlessValue,
  isTellingName,
  type KeyValuePair,
  literalValue,
  option,
  type StageEnvironment,
  type Word,
  wordParts,
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
    'tally/ruby/secrets-in-arg-or-env',
    'tally/ruby/prefer-secret-mounts-for-build-credentials',
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
  cwe: [526, 538, 798],
  owasp: ['RULE #12'],
  securitySeverity: 6.5,

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
      'The value of {name} can be read by everyone who has this file or the image. Give secrets to one RUN with --mount=type=secret, or to the container when it starts.',
    argument:
      'The value of a build argument stays readable in the history or the provenance of the image. Use RUN --mount=type=secret,id=... instead of ARG {name}.',
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
        const name = pair.key.text;
        const value = valueOf(pair);
        if (options.buildkit) {
          if (isBuildkitName(name) && stageIndex !== undefined)
            report(reportOf(pair, value === 'literal' ? value : 'argument'));
        } else if (isSecretName(name, options.allow)) {
          // An argument from before FROM that a stage declares again is reported there.
          const isTold = stageIndex === undefined && value !== 'literal' && isDeclaredInStage(name, document.root);
          if (value !== 'harmless' && !isTold) report(reportOf(pair, value === 'literal' ? value : 'argument'));
        }
      }
    },
    Env(env, { builds, options, report }) {
      for (const pair of env.pairs) {
        const name = pair.key.text;
        const value = valueOf(pair);
        if (options.buildkit) {
          if (isBuildkitName(name) && env.stageIndex !== undefined) report(reportOf(pair, 'literal'));
        } else if (isSecretName(name, options.allow)) {
          if (value === 'literal') report(reportOf(pair, value));
          else if (builds.some((build) => copiesArgument(pair, environmentAt(build, env))))
            report(reportOf(pair, 'copied'));
        }
      }
    },
  },
});

function reportOf({ key }: KeyValuePair, message: 'literal' | 'argument' | 'copied') {
  return { at: key, message, data: { name: key.text } } as const;
}

function isSecretName(name: string, allowed: readonly string[]): boolean {
  // `uwsgi_pass` and the like are words of nginx.
  if (allowed.includes(name) || /(?:uwsgi|proxy|fastcgi|scgi|grpc)_pass$/i.test(name)) return false;
  // Half of a pair, which nobody has without the other half.
  return isTellingName(name) || /^aws_access_key_id$/i.test(name);
}

/** What a value says. `none`: nothing, or only variables. A default inside a variable counts: `${X:-secret}`. */
function valueOf({ value }: KeyValuePair): 'none' | 'literal' | 'harmless' {
  const text = value && (literalValue(value) ?? defaultIn(value));
  if (text === undefined || text === '') return 'none';
  return isHarmlessValue(text) || isPlaceholder(text) ? 'harmless' : 'literal';
}

/** The literal default of a value that is one variable. */
function defaultIn(value: Word): string | undefined {
  const [part, ...more] = wordParts(value) ?? [];
  if (part?.kind !== 'variable' || more.length > 0 || !/^:?-$/.test(part.operator ?? '')) return undefined;
  return part.operand.every((inner) => inner.kind === 'literal')
    ? part.operand.map((inner) => (inner.kind === 'literal' ? inner.value : '')).join('')
    : undefined;
}

/** `XXXX`, `00000000-0000`: one character again and again; or the name of a file. */
function isPlaceholder(text: string): boolean {
  const bare = text.replace(/[-_ ]/g, '');
  return (
    /^(.)\1{3,}$/.test(bare) ||
    /^[\w.-]+\.(?:sh|py|pl|rb|js|txt|json|ya?ml|xml|conf|cfg|ini|properties|pem|key|crt)$/.test(text)
  );
}

/** `ENV TOKEN=$TOKEN`: what a build argument holds. */
function copiesArgument({ value }: KeyValuePair, environment: StageEnvironment): boolean {
  if (!value || !hasVariables(value)) return false;
  return variableUses({ word: value, heredoc: false }).some(
    ({ part: { name } }) => isTellingName(name) && environment.declares(name),
  );
}

function isDeclaredInStage(name: string, { stages }: DockerfileFile): boolean {
  return stages.some(({ instructions }) =>
    instructions.some((one) => one.kind === 'Arg' && one.pairs.some(({ key }) => key.text === name)),
  );
}

/** The words of BuildKit's `validateNoSecretKey`, each between underscores. */
const secretWords = /(?:_|^)(?:apikey|auth|credentials?|key|password|pword|passwd|secret|token)(?:_|$)/i;
const harmlessWords = /(?:_|^)(?:public|file|version)(?:_|$)/i;

function isBuildkitName(name: string): boolean {
  return secretWords.test(name) && !harmlessWords.test(name);
}
