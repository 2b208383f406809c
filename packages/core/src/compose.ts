// The Compose language piece by piece, for tools that look inside (conformance, printing a model). Not stable before 1.0.
export { projectVariables } from './compose/application-files.ts';
export { canonicalModel } from './compose/canonical.ts';
export { type Decoded, decodeDocument } from './compose/decode.ts';
export { discoverApplications, discoveredFiles, discoveredNames } from './compose/discovery.ts';
export { dotenvValues, parseDotenv } from './compose/dotenv.ts';
export { plainOf } from './compose/fields.ts';
export { evaluateTemplate, type Lookup, variablesIn } from './compose/interpolation.ts';
export { applicationRequests, type LoadOptions, loadApplication } from './compose/load-application.ts';
export { mergeModels } from './compose/merge.ts';
export { parseMount } from './compose/mounts.ts';
export { filesOfVariables } from './compose/named-files.ts';
export { parsePort } from './compose/ports.ts';
export { type ConfigOptions, printConfig, projectName } from './compose/print-config.ts';
export { type ModelOptions, printModel } from './compose/print-model.ts';
export { printYaml } from './compose/print-yaml.ts';
export { schemaProblems } from './compose/schema.ts';
export { enforceUnicity } from './compose/unicity.ts';
export type { MapValue, Value } from './compose/values.ts';
