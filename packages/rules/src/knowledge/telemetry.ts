/** A program that reports how it is used, and the variable with which it does not. */
export interface TelemetrySwitch {
  readonly variable: string;
  readonly value: string;
}

/**
 * By the name of the program. Sources: the projects' own pages on telemetry (learn.microsoft.com for dotnet, az and func;
 * nextjs.org, nuxt.com, astro.build, angular.dev, gatsbyjs.com, turborepo.com, docs.brew.sh, docs.aws.amazon.com for sam,
 * developers.cloudflare.com for wrangler); written down 2026-11-22.
 */
export const telemetrySwitches: Readonly<Record<string, TelemetrySwitch>> = {
  dotnet: { variable: 'DOTNET_CLI_TELEMETRY_OPTOUT', value: '1' },
  az: { variable: 'AZURE_CORE_COLLECT_TELEMETRY', value: '0' },
  func: { variable: 'FUNCTIONS_CORE_TOOLS_TELEMETRY_OPTOUT', value: '1' },
  next: { variable: 'NEXT_TELEMETRY_DISABLED', value: '1' },
  nuxt: { variable: 'NUXT_TELEMETRY_DISABLED', value: '1' },
  nuxi: { variable: 'NUXT_TELEMETRY_DISABLED', value: '1' },
  astro: { variable: 'ASTRO_TELEMETRY_DISABLED', value: '1' },
  ng: { variable: 'NG_CLI_ANALYTICS', value: 'false' },
  gatsby: { variable: 'GATSBY_TELEMETRY_DISABLED', value: '1' },
  turbo: { variable: 'TURBO_TELEMETRY_DISABLED', value: '1' },
  brew: { variable: 'HOMEBREW_NO_ANALYTICS', value: '1' },
  sam: { variable: 'SAM_CLI_TELEMETRY', value: '0' },
  wrangler: { variable: 'WRANGLER_SEND_METRICS', value: 'false' },
};
