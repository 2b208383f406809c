import { type CheckedService, type Checking, checkedServices, knownText, reportAt } from './checks.ts';
import { itemsOf } from './fields.ts';
import { isIpAddress } from './ip-address.ts';
import { conflict, refuse, servicePath } from './service-findings.ts';
import { entryOf, valueAt } from './values.ts';

/** Values inside of services that Compose looks at before it binds the model (compose-go, validation/). */
export function checkServiceValues(checking: Checking): void {
  for (const service of checkedServices(checking)) {
    checkPorts(checking, service);
    checkDeviceRequests(checking, service);
    checkMounts(checking, service);
    for (const item of itemsOf(valueAt(service.value, 'develop', 'watch'))) {
      const watched = entryOf(item, 'path');
      if (watched && knownText(watched) === '') refuse(checking, service, 'develop.watch.path', watched, 'a path');
    }
  }
}

function checkPorts(checking: Checking, service: CheckedService): void {
  for (const item of itemsOf(service.value.entries.get('ports'))) {
    const host = entryOf(item, 'host_ip');
    const text = knownText(host);
    if (host && text !== undefined && !isIpAddress(text))
      refuse(checking, service, 'ports.host_ip', host, 'an IP address');
    if (item.kind !== 'map' || item.entries.has('target') || !checking.complete) continue;
    reportAt(checking, item, {
      code: 'missing-key',
      data: { path: servicePath(service, 'ports'), key: 'target', expected: 'target', service: service.name },
    });
  }
}

function checkDeviceRequests(checking: Checking, service: CheckedService): void {
  const devices = valueAt(service.value, 'deploy', 'resources', 'reservations', 'devices');
  for (const item of [...itemsOf(devices), ...itemsOf(service.value.entries.get('gpus'))]) {
    const [count, ids] = [entryOf(item, 'count'), entryOf(item, 'device_ids')];
    if (count && ids) conflict(checking, service, ['count', count], ['device_ids', ids]);
  }
}

/** A long mount needs a target, and a bind mount a source. */
function checkMounts(checking: Checking, service: CheckedService): void {
  if (!checking.complete) return;
  for (const item of itemsOf(service.value.entries.get('volumes'))) {
    if (item.kind !== 'map') continue;
    const isBind = knownText(item.entries.get('type')) === 'bind';
    for (const key of isBind ? ['source', 'target'] : ['target']) {
      if (item.entries.has(key)) continue;
      const data = { path: servicePath(service, 'volumes'), key, expected: key, service: service.name };
      reportAt(checking, item, { code: 'missing-key', data });
    }
  }
}
