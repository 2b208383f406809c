import type { Service } from '@plimsoll/core/rule';

/** True if the service is known to run in a Windows container, which knows no read-only root and no process limit. */
export function isWindowsService(service: Service): boolean {
  const platform = service.get('platform')?.value;
  if (typeof platform === 'string' && /^windows(?:\/|$)/i.test(platform)) return true;
  // Linux knows no isolation technologies but `default`.
  const isolation = service.get('isolation')?.value;
  if (isolation === 'process' || isolation === 'hyperv') return true;
  const image = service.image?.value?.toLowerCase() ?? '';
  return (
    /(?:^|[/:_.-])(?:windowsservercore|nanoserver|servercore)/.test(image) ||
    image.startsWith('mcr.microsoft.com/windows')
  );
}
