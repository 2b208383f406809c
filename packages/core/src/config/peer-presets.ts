import { type Rule, type Severity, severities } from '../rule/rule-types.ts';

/**
 * Severities of hadolint 2.15 without a configuration, by its ids (`severity` in src/Hadolint/Rule/DL*.hs); its mildest,
 * `style`, is `info`, and what it ignores is off. DL3044 is an error there, but ours finds any variable that is not set.
 */
const hadolintSeverities = {
  error: `
    DL3000 DL3004 DL3011 DL3012 DL3020 DL3021 DL3023 DL3024 DL3026 DL3043 DL3061
    DL4000 DL4004
  `,
  warning: `
    DL3002 DL3003 DL3006 DL3007 DL3008 DL3013 DL3014 DL3016 DL3018 DL3022 DL3025 DL3027
    DL3028 DL3029 DL3030 DL3032 DL3033 DL3034 DL3035 DL3036 DL3037 DL3038 DL3040 DL3041
    DL3042 DL3044 DL3045 DL3046 DL3051 DL3052 DL3053 DL3054 DL3055 DL3056 DL3058 DL3062 DL3063
    DL3064 DL3065 DL3067 DL4001 DL4003 DL4005 DL4006
  `,
  info: `
    DL3001 DL3009 DL3010 DL3015 DL3019 DL3047 DL3048 DL3049 DL3050 DL3059 DL3060 DL3066
  `,
  off: 'DL1001 DL3057',
} as const;

/** Checks of BuildKit are warnings, save those that run on request alone (`Experimental` in linter/ruleset.go). */
const buildkitExperimental = ['InvalidDefinitionDescription'];

type Readings = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Options with which our rules read as hadolint does, by its ids. */
export const hadolintReadings: Readings = {
  DL3000: { mode: 'always' },
  DL3002: { stages: 'all' },
  DL3003: { mode: 'any' },
  DL3025: { healthcheck: true, allowExec: false, allowWithShell: false },
  DL3042: { environment: 'true' },
  DL3045: { anyBase: true },
  DL3057: { everyImage: true, stages: 'all' },
  DL3059: { stages: 'all' },
  DL4006: { all: true },
};

/** Options with which our rules read as BuildKit does, by check. */
export const buildkitReadings: Readings = {
  UndefinedVar: { guarded: true, heredocs: true, unknownBase: true },
  UndefinedArgInFrom: { guarded: true },
  InvalidDefaultArgInFrom: { buildkit: true },
  InvalidDefinitionDescription: { buildkit: true },
  SecretsUsedInArgOrEnv: { buildkit: true },
  CopyIgnoredFile: { buildkit: true },
  JSONArgsRecommended: { allowExec: false, windows: true },
  FromPlatformFlagConstDisallowed: { systems: [] },
};

/** What users of a tool are used to, by its ids. */
interface PeerPreset {
  readonly prefix: string;
  readonly severityOf: (id: string) => Severity | 'off' | undefined;
  readonly readings: Readings;
}

const byId = new Map<string, Severity | 'off'>();
for (const severity of [...severities, 'off'] as const) {
  for (const id of hadolintSeverities[severity].trim().split(/\s+/)) byId.set(id, severity);
}

const peerPresets: ReadonlyMap<string, PeerPreset> = new Map([
  ['hadolint', { prefix: 'hadolint/DL', severityOf: (id) => byId.get(id), readings: hadolintReadings }],
  [
    'buildkit',
    {
      prefix: 'buildkit/',
      severityOf: (id) => (buildkitExperimental.includes(id) ? 'off' : 'warning'),
      readings: buildkitReadings,
    },
  ],
]);

/** A rule as a preset sets it. */
export interface PresetSetting {
  readonly severity: Severity;
  readonly options: Readonly<Record<string, unknown>>;
}

/**
 * How a rule is set for users of a tool: as severe as the most severe of the tool's ids that it stands for, and with the
 * tool's own reading where the rule has options for it. Undefined if it stands for none that is on there. An id that is not
 * known here has the rule's own severity.
 */
export function peerSetting(rule: Rule, tool: string): PresetSetting | undefined {
  const peer = peerPresets.get(tool);
  if (!peer) return undefined;
  const ids = rule.aliases
    .filter((alias) => alias.startsWith(peer.prefix))
    .map((alias) => alias.slice(alias.indexOf('/') + 1));
  const given = ids.map((id) => peer.severityOf(id) ?? rule.severity);
  const severity = severities.find((one) => given.includes(one));
  if (severity === undefined) return undefined;
  const options = ids.flatMap((id) => Object.entries(peer.readings[id] ?? {}));
  return { severity, options: Object.fromEntries(options.filter(([name]) => Object.hasOwn(rule.options, name))) };
}
