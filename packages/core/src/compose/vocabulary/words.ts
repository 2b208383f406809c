import { flag, integer, list, map, names, nothing, number, text, word } from './forms.ts';
import { serviceWords } from './service-words.ts';
import { keyValues, textOrTexts } from './shapes.ts';
import type { Keys } from './word.ts';

const namePattern = '^[a-zA-Z0-9._-]+$';

/** The whole language, from the top of a file: what each key may hold and what Compose does with it. */
export const words: Keys = {
  version: word([text], { deprecated: 'Compose ignores it' }),
  name: word([text]),
  include: word(
    [
      list(
        word([
          text,
          map(
            {
              path: word(textOrTexts),
              env_file: word(textOrTexts),
              project_directory: word([text]),
            },
            { others: 'none' },
          ),
        ]),
      ),
    ],
    { since: '2.20.0' },
  ),
  services: word([names(namePattern, word([map(serviceWords)]))]),
  networks: word([
    names(
      namePattern,
      word([
        map({
          name: word([text]),
          driver: word([text]),
          driver_opts: word([names('^.+$', word([text, number]), false)]),
          ipam: word([
            map({
              driver: word([text]),
              config: word(
                [
                  list(
                    word([
                      map({
                        subnet: word([text]),
                        ip_range: word([text]),
                        gateway: word([text]),
                        aux_addresses: word([names('^.+$', word([text]))]),
                      }),
                    ]),
                  ),
                ],
                { merge: 'pools' },
              ),
              options: word([names('^.+$', word([text]))], { unique: 'key-value' }),
            }),
          ]),
          external: word(
            [
              flag,
              text,
              map({
                name: word([text], { deprecated: 'name' }),
              }),
            ],
            { cast: 'bool' },
          ),
          internal: word([flag, text], { cast: 'bool' }),
          enable_ipv4: word([flag, text], { cast: 'bool', since: '2.33.1' }),
          enable_ipv6: word([flag, text], { cast: 'bool' }),
          attachable: word([flag, text], { cast: 'bool' }),
          labels: word(keyValues, { merge: 'sequence', unique: 'key-value' }),
        }),
        nothing,
      ]),
      false,
    ),
  ]),
  volumes: word([
    names(
      namePattern,
      word([
        map({
          name: word([text]),
          driver: word([text]),
          driver_opts: word([names('^.+$', word([text, number]), false)]),
          external: word(
            [
              flag,
              text,
              map({
                name: word([text], { deprecated: 'name' }),
              }),
            ],
            { cast: 'bool' },
          ),
          labels: word(keyValues, { merge: 'sequence' }),
        }),
        nothing,
      ]),
    ),
  ]),
  secrets: word([
    names(
      namePattern,
      word([
        map({
          name: word([text]),
          environment: word([text], { since: '2.6.0' }),
          file: word([text]),
          external: word(
            [
              flag,
              text,
              map(
                {
                  name: word([text], { deprecated: 'name' }),
                },
                { others: 'any' },
              ),
            ],
            { cast: 'bool' },
          ),
          labels: word(keyValues),
          driver: word([text]),
          driver_opts: word([names('^.+$', word([text, number]), false)]),
          template_driver: word([text]),
        }),
      ]),
    ),
  ]),
  configs: word([
    names(
      namePattern,
      word([
        map({
          name: word([text]),
          content: word([text], { since: '2.23.1' }),
          environment: word([text], { since: '2.23.1' }),
          file: word([text]),
          external: word(
            [
              flag,
              text,
              map(
                {
                  name: word([text], { deprecated: 'name' }),
                },
                { others: 'any' },
              ),
            ],
            { cast: 'bool' },
          ),
          labels: word(keyValues),
          template_driver: word([text]),
        }),
      ]),
    ),
  ]),
  models: word(
    [
      names(
        namePattern,
        word([
          map(
            {
              name: word([text]),
              model: word([text]),
              context_size: word([integer]),
              runtime_flags: word([list(word([text]))]),
            },
            { required: ['model'] },
          ),
        ]),
        false,
      ),
    ],
    { since: '2.38.0' },
  ),
};
