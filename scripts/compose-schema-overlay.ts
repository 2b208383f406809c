/**
 * What the schema in `dclint` 3.1.0 lacks against Docker Compose (compose-go's own schema and the Compose file reference,
 * read 2026-11-22), by the place in the schema.
 */
export const overlay: Readonly<Record<string, unknown>> = {
  'definitions/service/properties/build/oneOf/1/properties/no_cache_filter': {
    $ref: '#/definitions/string_or_list',
  },
  'definitions/service/properties/build/oneOf/1/properties/provenance': { type: ['string', 'boolean'] },
  'definitions/service/properties/build/oneOf/1/properties/sbom': { type: ['string', 'boolean'] },
  // `models: {llm: null}` is what the list form becomes.
  'definitions/service/properties/models/oneOf/1/patternProperties/^[a-zA-Z0-9._-]+$': {
    oneOf: [
      {
        type: 'object',
        properties: { endpoint_var: { type: 'string' }, model_var: { type: 'string' } },
        additionalProperties: false,
        patternProperties: { '^x-': {} },
      },
      { type: 'null' },
    ],
  },
  'definitions/service/properties/pre_start': { type: 'array', items: { $ref: '#/definitions/pre_start_hook' } },
  'definitions/development/properties/watch/items/properties/initial_sync': { type: 'boolean' },
  'definitions/pre_start_hook': {
    type: 'object',
    properties: {
      command: { $ref: '#/definitions/command' },
      image: { type: 'string' },
      user: { type: 'string' },
      privileged: { type: ['boolean', 'string'] },
      working_dir: { type: 'string' },
      environment: { $ref: '#/definitions/list_or_dict' },
      per_replica: { type: ['boolean', 'string'] },
    },
    additionalProperties: false,
    patternProperties: { '^x-': {} },
  },
};
