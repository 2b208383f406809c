import { flag, integer, list, map, names, text, word } from './forms.ts';
import { fileMounts, hosts, keyValues, textOrTexts } from './shapes.ts';
import type { Keys } from './word.ts';

/** What `build` of a service holds. */
export const buildWords: Keys = {
  context: word([text]),
  dockerfile: word([text]),
  dockerfile_inline: word([text], { since: '2.17.0' }),
  entitlements: word([list(word([text]))], { since: '2.27.1' }),
  args: word(keyValues, { merge: 'sequence', unique: 'key-value' }),
  ssh: word(keyValues, { since: '2.4.0' }),
  labels: word(keyValues, { merge: 'sequence', unique: 'key-value' }),
  cache_from: word([list(word([text]))]),
  cache_to: word([list(word([text]))], { since: '2.4.0' }),
  no_cache: word([flag, text], { since: '2.4.0' }),
  additional_contexts: word(keyValues, { merge: 'sequence', unique: 'key-value', since: '2.17.0' }),
  network: word([text]),
  pull: word([flag, text], { since: '2.4.0' }),
  target: word([text]),
  shm_size: word([integer, text]),
  extra_hosts: word(hosts, { merge: 'hosts' }),
  isolation: word([text]),
  privileged: word([flag, text], { since: '2.15.0' }),
  secrets: word(fileMounts, { since: '2.5.0' }),
  tags: word([list(word([text]))], { unique: 'key-value', since: '2.5.1' }),
  ulimits: word(
    [
      names(
        '^[a-z]+$',
        word([
          integer,
          text,
          map(
            {
              hard: word([integer, text]),
              soft: word([integer, text]),
            },
            { required: ['soft', 'hard'] },
          ),
        ]),
        false,
      ),
    ],
    { since: '2.23.1' },
  ),
  platforms: word([list(word([text]))], { since: '2.10.0' }),
  no_cache_filter: word(textOrTexts, { since: 'next' }),
  provenance: word([text, flag], { since: '2.39.0' }),
  sbom: word([text, flag], { since: '2.39.0' }),
};
