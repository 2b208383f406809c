import { composeRule } from '@plimsoll/core/rule';
import { removeItem } from '../shared/entry-edits.ts';
import { isRootUser } from '../shared/root-users.ts';
import { aboutValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/no-privileged-group',
  since: '0.1.0',
  category: 'security',
  severity: 'warning',
  presets: ['recommended'],
  atMost: { root: 'info' },

  summary: 'Keep services out of groups that lead to the host.',
  why: `
    The groups disk, kmem, shadow, docker, lxd and libvirt own disks, memory, password hashes and control sockets. Once a
    device or directory of the host is mounted, a member gets at it, whatever \`user\` says. The group root owns
    few files that others cannot read; images for OpenShift rely on it, so that it is only information.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/services/#group_add',
    'https://wiki.debian.org/SystemGroups',
  ],
  cwe: [250],
  securitySeverity: 5.3,

  fixable: 'unsafe',
  fixTitle: 'Remove the group (files that only it may use are then out of reach)',
  messages: {
    named: 'The service {service} is in the group {group}, which owns {what}. Leave the group out.',
    root: 'The service {service} is in the group root, so it can use what the image leaves open to that group. Give it a group of its own unless the image needs this.',
  },

  examples: [
    {
      title: 'The group of the disks',
      bad: `
        services:
          app:
            image: example/app:1.4
            group_add:
              - disk
              - audio
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            group_add:
              - audio
      `,
    },
    {
      title: 'An ordinary user in the group root',
      bad: `
        services:
          app:
            image: example/app:1.4
            user: "1000:0"
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            user: "1000:1000"
      `,
    },
    {
      title: 'The group of the engine',
      bad: `
        services:
          app:
            image: example/app:1.4
            user: "1000:docker"
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            user: "1000"
      `,
    },
  ],

  on: {
    Service(service, { project, report }) {
      if (service.provider) return;
      const { name, user } = service;
      const added = service.texts('group_add');
      for (const field of added) {
        const found = field.value === undefined ? undefined : groupOf(field.value);
        if (!found) continue;
        const edit = removeItem(field, service.get('group_add'), added, (other) => !groupOf(other.value ?? ''));
        const common = { ...aboutValue(field, service, project), fix: edit ? () => [edit] : null };
        if (found.what === undefined) report({ ...common, message: 'root', data: { service: name } });
        else report({ ...common, message: 'named', data: { service: name, group: found.group, what: found.what } });
      }
      // A root user is reported by itself.
      if (user?.value === undefined || isRootUser(user.value)) return;
      const found = groupOf(user.value.split(':')[1] ?? '');
      if (!found) return;
      const common = { ...aboutValue(user, service, project), fix: null };
      if (found.what === undefined) report({ ...common, message: 'root', data: { service: name } });
      else report({ ...common, message: 'named', data: { service: name, group: found.group, what: found.what } });
    },
  },
});

/** What groups own on common distributions (Debian's SystemGroups, read 2026-11-22). */
const groups: ReadonlyMap<string, string> = new Map([
  ['docker', 'the control socket of Docker'],
  ['disk', 'the disks of the host'],
  ['kmem', 'the memory devices of the host'],
  ['shadow', 'the password hashes'],
  ['adm', 'the logs of the host'],
  ['lxd', 'the control socket of LXD'],
  ['libvirt', 'the control socket of libvirt'],
]);

function groupOf(text: string): { readonly group: string; readonly what: string | undefined } | undefined {
  const group = text.trim();
  if (group === 'root' || /^0+$/.test(group)) return { group, what: undefined };
  const what = groups.get(group);
  return what === undefined ? undefined : { group, what };
}
