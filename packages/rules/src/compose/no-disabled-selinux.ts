import { composeRule } from '@plimsoll/core/rule';
import { removeItem } from '../shared/entry-edits.ts';
import { isHarmlessOption, type SecurityOption, securityOptions } from '../shared/security-options.ts';
import { aboutValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/no-disabled-selinux',
  aliases: ['compose-lint/CL-0009', 'semgrep/selinux-separation-disabled', 'cis/5.3'],
  since: '0.1.0',
  category: 'security',
  severity: 'error',
  presets: ['recommended'],

  summary: 'Keep the SELinux separation on.',
  why: `
    Where the host has SELinux (Fedora, RHEL and their kin), every container gets a label of its own that keeps it from the
    files of the host and of other containers, whatever user it runs as. \`label=disable\` takes it away;
    the types \`spc_t\` and \`unconfined_t\` let the container do the same as a process of the host. Other \`user\`, \`role\`,
    \`level\` and \`type\` labels are fine. A mount that the label forbids gets \`:z\` or \`:Z\`.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/services/#security_opt',
    'https://docs.docker.com/engine/security/',
    'https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html',
    'https://www.cisecurity.org/benchmark/docker',
  ],
  cwe: [250, 693],
  owasp: ['RULE #6'],
  securitySeverity: 7.1,

  fixable: 'unsafe',
  fixTitle: 'Remove the option (SELinux then separates the service from files of the host)',
  messages: {
    disabled:
      'SELinux does not separate the service {service} from the host and from other containers. Remove {option}; a mount that it needs can be labelled with :z.',
    type: 'The type {type} lets the service {service} do what a process of the host may do, so SELinux does not hold it. Remove the option, or name a type with fewer rights.',
  },

  examples: [
    {
      title: 'Switched off',
      bad: `
        services:
          app:
            image: example/app:1.4
            security_opt:
              - label:disable
      `,
      good: `
        services:
          app:
            image: example/app:1.4
      `,
    },
    {
      title: 'A type that is not held',
      bad: `
        services:
          app:
            image: example/app:1.4
            security_opt:
              - label=type:spc_t
      `,
      good: `
        services:
          app:
            image: example/app:1.4
      `,
    },
    {
      title: 'A level of its own',
      good: `
        services:
          app:
            image: example/app:1.4
            security_opt:
              - label=level:s0:c100,c200
      `,
    },
  ],

  on: {
    Service(service, { project, report }) {
      if (service.provider) return;
      for (const option of securityOptions(service.securityOpt)) {
        const { field } = option;
        const type = freeType(option);
        if (type === undefined && !isDisabled(option)) continue;
        const edit = removeItem(field, service.get('security_opt'), service.securityOpt, isHarmlessOption);
        const common = { ...aboutValue(field, service, project), fix: edit ? () => [edit] : null };
        const { name } = service;
        if (type === undefined) {
          report({ ...common, message: 'disabled', data: { service: name, option: field.value ?? '' } });
        } else report({ ...common, message: 'type', data: { service: name, type } });
      }
    },
  },
});

/** `disable` alone is the form from before there were other options. */
function isDisabled({ name, value }: SecurityOption): boolean {
  return name === 'label' ? value === 'disable' : name === 'disable' && value === undefined;
}

const freeTypes: ReadonlySet<string> = new Set(['spc_t', 'unconfined_t', 'container_runtime_t']);

function freeType({ name, value }: SecurityOption): string | undefined {
  const type = name === 'label' && value?.startsWith('type:') ? value.slice('type:'.length) : '';
  return freeTypes.has(type) ? type : undefined;
}
