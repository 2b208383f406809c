import { attachmentWords } from './attachment-words.ts';
import { buildWords } from './build-words.ts';
import { deployWords } from './deploy-words.ts';
import { developWords } from './develop-words.ts';
import {
  anyMap,
  distinctList,
  flag,
  integer,
  list,
  map,
  names,
  nothing,
  number,
  oneOf,
  text,
  textLike,
  word,
} from './forms.ts';
import {
  command,
  fileMounts,
  hook,
  hosts,
  keyValues,
  preStartHook,
  rateLimit,
  textOrTexts,
  texts,
  weightLimit,
} from './shapes.ts';
import type { Keys } from './word.ts';

/** What a service holds. */
export const serviceWords: Keys = {
  ...attachmentWords,
  annotations: word(keyValues, { merge: 'sequence', unique: 'key-value' }),
  attach: word([flag, text], { since: '2.20.0' }),
  blkio_config: word([
    map(
      {
        device_read_bps: word([list(word(rateLimit))]),
        device_read_iops: word([list(word(rateLimit))]),
        device_write_bps: word([list(word(rateLimit))]),
        device_write_iops: word([list(word(rateLimit))]),
        weight: word([integer, text]),
        weight_device: word([list(word(weightLimit))]),
      },
      { others: 'none' },
    ),
  ]),
  cap_add: word([distinctList(word([text]))], { unique: 'key-value' }),
  cap_drop: word([distinctList(word([text]))], { unique: 'key-value' }),
  cgroup: word([oneOf(['host', 'private'])], { since: '2.15.0' }),
  cgroup_parent: word([text]),
  command: word(command, { merge: 'replace' }),
  configs: word(fileMounts, { unique: 'config' }),
  container_name: word([textLike('[a-zA-Z0-9][a-zA-Z0-9_.-]+')]),
  cpu_count: word([text, { kind: 'integer', minimum: 0 }], { cast: 'int' }),
  cpu_percent: word([text, { kind: 'integer', minimum: 0, maximum: 100 }], { cast: 'float' }),
  cpu_shares: word([number, text], { cast: 'int' }),
  cpu_quota: word([number, text], { cast: 'int' }),
  cpu_period: word([number, text], { cast: 'int' }),
  cpu_rt_period: word([number, text], { cast: 'int' }),
  cpu_rt_runtime: word([number, text], { cast: 'int' }),
  cpus: word([number, text], { cast: 'float' }),
  cpuset: word([text]),
  credential_spec: word([
    map({
      config: word([text]),
      file: word([text]),
      registry: word([text]),
    }),
  ]),
  device_cgroup_rules: word(texts),
  devices: word(
    [
      list(
        word([
          text,
          map(
            {
              source: word([text]),
              target: word([text]),
              permissions: word([text]),
            },
            { required: ['source'] },
          ),
        ]),
      ),
    ],
    { unique: 'device' },
  ),
  dns: word(textOrTexts, { merge: 'sequence', unique: 'key-value' }),
  dns_opt: word([distinctList(word([text]))], { merge: 'sequence', unique: 'key-value' }),
  dns_search: word(textOrTexts, { merge: 'sequence', unique: 'key-value' }),
  domainname: word([text]),
  entrypoint: word(command, { merge: 'replace' }),
  env_file: word(
    [
      text,
      list(
        word([
          text,
          map(
            {
              path: word([text]),
              format: word([text], { since: '2.30.0' }),
              required: word([flag, text], { since: '2.24.0' }),
            },
            { required: ['path'], others: 'none' },
          ),
        ]),
      ),
    ],
    { merge: 'sequence', unique: 'env-file' },
  ),
  label_file: word([text, list(word([text]))], { merge: 'sequence', since: '2.32.2' }),
  environment: word(keyValues, { merge: 'sequence', unique: 'key-value' }),
  expose: word([distinctList(word([text, number]))], { unique: 'text' }),
  extends: word([
    text,
    map(
      {
        service: word([text]),
        file: word([text]),
      },
      { required: ['service'], others: 'none' },
    ),
  ]),
  provider: word(
    [
      map(
        {
          type: word([text]),
          options: word([names('^.+$', word([text, number, flag, list(word([text, number, flag]))]), false)]),
        },
        { required: ['type'] },
      ),
    ],
    { since: '2.36.0' },
  ),
  external_links: word([distinctList(word([text]))], { deprecated: 'networks' }),
  extra_hosts: word(hosts, { merge: 'hosts' }),
  gpus: word(
    [
      oneOf(['all']),
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
            { others: 'any' },
          ),
        ]),
      ),
    ],
    { since: '2.30.0' },
  ),
  group_add: word([distinctList(word([text, number]))]),
  hostname: word([text]),
  image: word([text]),
  init: word([flag, text], { cast: 'bool' }),
  ipc: word([text]),
  isolation: word([text]),
  labels: word(keyValues, { merge: 'sequence', unique: 'key-value' }),
  links: word([distinctList(word([text]))], { unique: 'key-value', deprecated: 'networks' }),
  logging: word(
    [
      map({
        driver: word([text]),
        options: word([names('^.+$', word([text, number, nothing]), false)]),
      }),
    ],
    { merge: 'logging' },
  ),
  mac_address: word([text], { deprecated: 'networks.*.mac_address' }),
  mem_limit: word([number, text]),
  mem_reservation: word([text, integer]),
  mem_swappiness: word([integer, text]),
  memswap_limit: word([number, text]),
  network_mode: word([text]),
  models: word(
    [
      ...texts,
      names(
        '^[a-zA-Z0-9._-]+$',
        word([
          map({
            endpoint_var: word([text]),
            model_var: word([text]),
          }),
          nothing,
        ]),
        false,
      ),
    ],
    { merge: 'names', since: '2.38.0' },
  ),
  oom_kill_disable: word([flag, text], { cast: 'bool' }),
  oom_score_adj: word([text, { kind: 'integer', minimum: -1000, maximum: 1000 }], { cast: 'int' }),
  pid: word([text, nothing]),
  pids_limit: word([number, text], { cast: 'int' }),
  platform: word([text]),
  post_start: word([list(word(hook))], { since: '2.30.0' }),
  pre_stop: word([list(word(hook))], { since: '2.30.0' }),
  privileged: word([flag, text], { cast: 'bool' }),
  profiles: word(texts, { unique: 'key-value' }),
  pull_policy: word([
    textLike('always|never|build|if_not_present|missing|refresh|daily|weekly|every_([0-9]+[wdhms])+'),
  ]),
  pull_refresh_after: word([text]),
  read_only: word([flag, text], { cast: 'bool' }),
  restart: word([text]),
  runtime: word([text]),
  scale: word([integer, text], { cast: 'int' }),
  security_opt: word([distinctList(word([text]))]),
  shm_size: word([number, text]),
  secrets: word(fileMounts, { unique: 'secret' }),
  sysctls: word(keyValues, { merge: 'sequence', unique: 'key-value' }),
  stdin_open: word([flag, text], { cast: 'bool' }),
  stop_grace_period: word([text]),
  stop_signal: word([text]),
  storage_opt: word([anyMap]),
  tmpfs: word(textOrTexts, { merge: 'sequence', unique: 'key-value' }),
  tty: word([flag, text], { cast: 'bool' }),
  ulimits: word([
    names(
      '^[a-z]+$',
      word(
        [
          integer,
          text,
          map(
            {
              hard: word([integer, text], { cast: 'int' }),
              soft: word([integer, text], { cast: 'int' }),
            },
            { required: ['soft', 'hard'] },
          ),
        ],
        { merge: 'ulimit', cast: 'int' },
      ),
      false,
    ),
  ]),
  use_api_socket: word([flag], { since: '2.37.1' }),
  user: word([text]),
  uts: word([text], { since: '2.15.1' }),
  userns_mode: word([text]),
  volumes_from: word([distinctList(word([text]))], { deprecated: 'volumes' }),
  working_dir: word([text]),
  pre_start: word([list(word(preStartHook))], { since: 'next' }),
  build: word([text, map(buildWords)], { merge: 'build' }),
  deploy: word([map(deployWords), nothing]),
  develop: word([map(developWords), nothing], { since: '2.22.0' }),
};
