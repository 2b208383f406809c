import { distinctList, flag, integer, list, map, names, nothing, number, oneOf, text, word } from './forms.ts';
import { keyValues, texts } from './shapes.ts';
import type { Keys } from './word.ts';

/** What ties a service to others, to networks, ports and mounts, in its long forms. */
export const attachmentWords: Keys = {
  depends_on: word(
    [
      ...texts,
      names(
        '^[a-zA-Z0-9._-]+$',
        word([
          map(
            {
              restart: word([flag, text], { cast: 'bool', since: '2.17.0' }),
              required: word([flag], { cast: 'bool', since: '2.20.0' }),
              condition: word([oneOf(['service_started', 'service_healthy', 'service_completed_successfully'])]),
            },
            { required: ['condition'] },
          ),
        ]),
      ),
    ],
    { merge: 'dependencies' },
  ),
  networks: word(
    [
      ...texts,
      names(
        '^[a-zA-Z0-9._-]+$',
        word([
          map({
            aliases: word(texts, { unique: 'key-value' }),
            interface_name: word([text], { since: '2.36.0' }),
            ipv4_address: word([text]),
            ipv6_address: word([text]),
            link_local_ips: word(texts, { unique: 'key-value' }),
            mac_address: word([text]),
            driver_opts: word([names('^.+$', word([text, number]), false)], { since: '2.27.1' }),
            priority: word([number]),
            gw_priority: word([number], { since: '2.33.1' }),
          }),
          nothing,
        ]),
      ),
    ],
    { merge: 'names' },
  ),
  ports: word(
    [
      distinctList(
        word([
          number,
          text,
          map({
            name: word([text], { since: '2.26.0' }),
            mode: word([text]),
            host_ip: word([text]),
            target: word([integer, text], { cast: 'int' }),
            published: word([text, integer]),
            protocol: word([text]),
            app_protocol: word([text], { since: '2.26.0' }),
          }),
        ]),
      ),
    ],
    { unique: 'port' },
  ),
  volumes: word(
    [
      distinctList(
        word([
          text,
          map(
            {
              type: word([oneOf(['bind', 'volume', 'tmpfs', 'cluster', 'npipe', 'image'])]),
              source: word([text]),
              target: word([text]),
              read_only: word([flag, text], { cast: 'bool' }),
              consistency: word([text]),
              bind: word([
                map({
                  propagation: word([text]),
                  create_host_path: word([flag, text]),
                  recursive: word([oneOf(['enabled', 'disabled', 'writable', 'readonly'])]),
                  selinux: word([oneOf(['z', 'Z'])]),
                }),
              ]),
              volume: word([
                map({
                  labels: word(keyValues, { merge: 'sequence' }),
                  nocopy: word([flag, text], { cast: 'bool' }),
                  subpath: word([text]),
                }),
              ]),
              tmpfs: word([
                map({
                  size: word([{ kind: 'integer', minimum: 0 }, text]),
                  mode: word([number, text]),
                }),
              ]),
              image: word(
                [
                  map({
                    subpath: word([text]),
                  }),
                ],
                { since: '2.35.0' },
              ),
            },
            { required: ['type'] },
          ),
        ]),
      ),
    ],
    { unique: 'mount' },
  ),
  healthcheck: word([
    map({
      disable: word([flag, text], { cast: 'bool' }),
      interval: word([text]),
      retries: word([number, text], { cast: 'int' }),
      test: word([text, list(word([text]))], { merge: 'replace' }),
      timeout: word([text]),
      start_period: word([text]),
      start_interval: word([text]),
    }),
  ]),
};
