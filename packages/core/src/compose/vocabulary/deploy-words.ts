import { integer, list, map, number, oneOf, text, word } from './forms.ts';
import { keyValues, texts } from './shapes.ts';
import type { Keys } from './word.ts';

/** What `deploy` of a service holds. */
export const deployWords: Keys = {
  mode: word([text]),
  endpoint_mode: word([text]),
  replicas: word([integer, text], { cast: 'int' }),
  labels: word(keyValues, { merge: 'sequence', unique: 'key-value' }),
  rollback_config: word([
    map({
      parallelism: word([integer, text], { cast: 'int' }),
      delay: word([text]),
      failure_action: word([text]),
      monitor: word([text]),
      max_failure_ratio: word([number, text], { cast: 'float' }),
      order: word([oneOf(['start-first', 'stop-first'])]),
    }),
  ]),
  update_config: word([
    map({
      parallelism: word([integer, text], { cast: 'int' }),
      delay: word([text]),
      failure_action: word([text]),
      monitor: word([text]),
      max_failure_ratio: word([number, text], { cast: 'float' }),
      order: word([oneOf(['start-first', 'stop-first'])]),
    }),
  ]),
  resources: word([
    map({
      limits: word([
        map({
          cpus: word([number, text]),
          memory: word([text]),
          pids: word([integer, text]),
        }),
      ]),
      reservations: word([
        map({
          cpus: word([number, text]),
          memory: word([text]),
          generic_resources: word([
            list(
              word([
                map({
                  discrete_resource_spec: word([
                    map({
                      kind: word([text]),
                      value: word([number, text]),
                    }),
                  ]),
                }),
              ]),
            ),
          ]),
          devices: word([
            list(
              word([
                map(
                  {
                    capabilities: word(texts),
                    count: word([text, integer]),
                    device_ids: word(texts),
                    driver: word([text]),
                    options: word(keyValues),
                  },
                  { required: ['capabilities'] },
                ),
              ]),
            ),
          ]),
        }),
      ]),
    }),
  ]),
  restart_policy: word([
    map({
      condition: word([text]),
      delay: word([text]),
      max_attempts: word([integer, text], { cast: 'int' }),
      window: word([text]),
    }),
  ]),
  placement: word([
    map({
      constraints: word([list(word([text]))]),
      preferences: word([
        list(
          word([
            map({
              spread: word([text]),
            }),
          ]),
        ),
      ]),
      max_replicas_per_node: word([integer, text], { cast: 'int' }),
    }),
  ]),
};
