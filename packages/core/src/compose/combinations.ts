import {
  type CheckedService,
  type Checking,
  checkedServices,
  keyPlace,
  knownScalar,
  knownText,
  reportAt,
} from './checks.ts';
import { itemsOf } from './fields.ts';
import { cleanPath } from './mounts.ts';
import { parseBytes } from './quantities.ts';
import { conflict, present, refuse, servicePath } from './service-findings.ts';
import { entryOf, isNull, isUnknown, type Value, valueAt } from './values.ts';

/** Keys of a service that do not go together, and values that its other keys rule out (compose-go, loader/validate.go). */
export function checkCombinations(checking: Checking): void {
  const containers = new Map<string, Value>();
  for (const service of checkedServices(checking)) {
    checkImage(checking, service);
    checkBuild(checking, service);
    checkNetworkMode(checking, service);
    checkHealthcheck(checking, service);
    checkScale(checking, service);
    checkLimits(checking, service);
    checkWatch(checking, service);
    checkTargets(checking, service);
    checkContainerName(checking, service, containers);
  }
}

function checkImage(checking: Checking, service: CheckedService): void {
  const { name, value } = service;
  const image = value.entries.get('image');
  // A null is the schema's to refuse.
  const hasImage = image !== undefined && knownText(image) !== '';
  if (!checking.complete || hasImage || present(value.entries.get('build')) || present(value.entries.get('provider')))
    return;
  const at = value.parts?.[0] ?? keyPlace(value);
  reportAt(checking, at, { code: 'missing-image', data: { path: `services.${name}`, key: 'image', service: name } });
}

function checkBuild(checking: Checking, service: CheckedService): void {
  const build = service.value.entries.get('build');
  const [file, inline] = [entryOf(build, 'dockerfile'), entryOf(build, 'dockerfile_inline')];
  if (file && inline && knownText(file) && knownText(inline)) {
    conflict(checking, service, ['dockerfile_inline', inline], ['dockerfile', file]);
  }
  const contexts = entryOf(build, 'additional_contexts');
  if (contexts?.kind === 'map')
    for (const context of contexts.entries.values()) checkServiceContext(checking, service, context);
  const platform = knownText(service.value.entries.get('platform'));
  const platforms = entryOf(build, 'platforms');
  if (!platform || platforms?.kind !== 'list' || platforms.items.length === 0) return;
  if (platforms.items.some((item) => isUnknown(item) || knownText(item) === platform)) return;
  refuse(checking, service, 'build.platforms', platforms, `a list with the platform of the service, ${platform}`);
}

function checkServiceContext(checking: Checking, service: CheckedService, context: Value): void {
  const text = knownText(context);
  if (!text?.startsWith('service:') || !checking.complete) return;
  const name = text.slice('service:'.length);
  const target = valueAt(checking.root, 'services', name);
  const data = { path: servicePath(service, 'build.additional_contexts'), key: name, name, service: service.name };
  if (!target) reportAt(checking, context, { code: 'undefined-service', data });
  else if (!present(entryOf(target, 'build'))) {
    refuse(checking, service, 'build.additional_contexts', context, 'a service with a `build`');
  }
}

function checkNetworkMode(checking: Checking, service: CheckedService): void {
  const mode = service.value.entries.get('network_mode');
  const networks = service.value.entries.get('networks');
  if (!mode || !knownText(mode) || networks?.kind !== 'map' || networks.entries.size === 0) return;
  conflict(checking, service, ['network_mode', mode], ['networks', networks]);
}

const testWords = new Set(['CMD', 'CMD-SHELL', 'NONE']);

function checkHealthcheck(checking: Checking, service: CheckedService): void {
  const test = valueAt(service.value, 'healthcheck', 'test');
  const first = test?.kind === 'list' ? test.items[0] : undefined;
  const word = knownText(first);
  if (first && word !== undefined && !testWords.has(word)) {
    refuse(checking, service, 'healthcheck.test', first, 'CMD, CMD-SHELL or NONE as the first item');
  }
}

function knownNumber(value: Value | undefined): number | undefined {
  const text = knownText(value);
  const number = text === undefined || text === '' ? Number.NaN : Number(text);
  return Number.isFinite(number) ? number : undefined;
}

function checkScale(checking: Checking, service: CheckedService): void {
  const scale = service.value.entries.get('scale');
  const replicas = valueAt(service.value, 'deploy', 'replicas');
  const [scaled, replicated] = [knownNumber(scale), knownNumber(replicas)];
  if (scale && replicas && scaled !== undefined && replicated !== undefined && scaled !== replicated) {
    conflict(checking, service, ['scale', scale], ['deploy.replicas', replicas]);
  }
  if (scale && scaled !== undefined && scaled < 0) refuse(checking, service, 'scale', scale, 'a number of at least 0');
  if (replicas && replicated !== undefined && replicated < 0) {
    refuse(checking, service, 'deploy.replicas', replicas, 'a number of at least 0');
  }
  const container = service.value.entries.get('container_name');
  const many = scaled ?? replicated;
  const cause = scaled === undefined ? replicas : scale;
  if (container && cause && knownText(container) && many !== undefined && many > 1) {
    conflict(
      checking,
      service,
      ['container_name', container],
      [scaled === undefined ? 'deploy.replicas' : 'scale', cause],
    );
  }
}

type Limit = readonly [own: string, section: string, deployed: string, parse: (text: string) => number | undefined];

const number = (text: string): number | undefined => (Number.isFinite(Number(text)) ? Number(text) : undefined);

const limits: readonly Limit[] = [
  ['cpus', 'limits', 'cpus', number],
  ['mem_limit', 'limits', 'memory', parseBytes],
  ['mem_reservation', 'reservations', 'memory', parseBytes],
  ['pids_limit', 'limits', 'pids', number],
];

/** Both spellings of a limit must agree; where `deploy` has the section without the value, Compose reads 0. */
function checkLimits(checking: Checking, service: CheckedService): void {
  for (const [own, section, deployed, parse] of limits) {
    const mine = service.value.entries.get(own);
    const other = valueAt(service.value, 'deploy', 'resources', section);
    const text = knownText(mine);
    const value = text === undefined ? undefined : parse(text);
    if (!mine || !value || !other || isNull(other) || other.kind !== 'map') continue;
    const there = other.entries.get(deployed);
    if (there && !isNull(there) && !knownScalar(there)) continue;
    const otherText = knownText(there);
    const otherValue = otherText === undefined ? 0 : parse(otherText);
    if (otherValue === undefined || otherValue === value) continue;
    conflict(checking, service, [own, mine], [`deploy.resources.${section}.${deployed}`, there ?? other]);
  }
}

function checkWatch(checking: Checking, service: CheckedService): void {
  for (const item of itemsOf(valueAt(service.value, 'develop', 'watch'))) {
    const action = knownText(entryOf(item, 'action'));
    const target = entryOf(item, 'target');
    if (action === undefined || action === 'rebuild' || action === 'restart') continue;
    if ((present(target) && knownText(target) !== '') || !checking.complete) continue;
    const data = {
      path: servicePath(service, 'develop.watch'),
      key: 'target',
      expected: 'target',
      service: service.name,
    };
    reportAt(checking, item, { code: 'missing-key', data });
  }
}

/** Two mounts at one target, among `tmpfs` and `volumes`. */
function checkTargets(checking: Checking, service: CheckedService): void {
  const seen = new Map<string, Value>();
  const add = (target: string | undefined, at: Value): void => {
    if (target === undefined) return;
    const first = seen.get(target);
    if (!first) {
      seen.set(target, at);
      return;
    }
    const related = [{ at: { source: first.origin.source, span: first.origin.span }, label: 'first mounted here' }];
    const data = { path: servicePath(service, 'volumes'), key: target, value: target, service: service.name };
    reportAt(checking, at, { code: 'duplicate-item', data, related });
  };
  for (const item of itemsOf(service.value.entries.get('tmpfs'))) add(knownText(item)?.split(':')[0], item);
  for (const item of itemsOf(service.value.entries.get('volumes'))) {
    const target = knownText(entryOf(item, 'target'));
    add(target && cleanPath(target), item);
  }
}

/** One engine can't have two containers of a name. */
function checkContainerName(checking: Checking, service: CheckedService, seen: Map<string, Value>): void {
  const value = service.value.entries.get('container_name');
  const text = knownText(value);
  if (!value || !text || present(service.value.entries.get('profiles'))) return;
  const first = seen.get(text);
  if (!first) {
    seen.set(text, value);
    return;
  }
  const related = [{ at: { source: first.origin.source, span: first.origin.span }, label: 'first used here' }];
  const data = {
    path: servicePath(service, 'container_name'),
    key: 'container_name',
    value: text,
    service: service.name,
  };
  reportAt(checking, value, { code: 'duplicate-item', data, related });
}
