import { composeRule, seccompProfiles } from '@plimsoll/core/rule';
import { readSeccompProfile } from '../shared/seccomp-calls.ts';
import { aboutValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/no-permissive-seccomp',
  since: '0.1.0',
  category: 'security',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Let a seccomp profile of your own refuse what the default profile refuses.',
  why: `
    A profile named in \`security_opt\` takes the place of the engine's default profile. One whose \`defaultAction\` is
    \`SCMP_ACT_ALLOW\` (or \`SCMP_ACT_LOG\`) lets every call through that it does not name, new ones included, and so is little better
    than \`unconfined\`. One that allows calls such as \`mount\`, \`bpf\` or \`kexec_load\` without a condition gives up what the
    default profile keeps to containers with the capability for it, or from all.
  `,
  sources: [
    'https://docs.docker.com/engine/security/seccomp/',
    'https://github.com/moby/profiles/blob/main/seccomp/default.json',
    'https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html',
  ],
  cwe: [250, 693],
  owasp: ['RULE #6'],
  securitySeverity: 6.3,

  fixable: 'none',
  messages: {
    open: 'The profile {file} of {service} allows every system call that it does not name. Start from the default profile of the engine, with SCMP_ACT_ERRNO as defaultAction, and add what the program needs.',
    calls:
      'The profile {file} of {service} allows {calls} to every container, which the default profile of the engine does not. Remove them, or tie them to a capability by includes.caps.',
  },

  examples: [
    {
      title: 'A profile that allows by default',
      bad: {
        'compose.yaml': `
          services:
            app:
              image: example/app:1.4
              security_opt:
                - seccomp=profile.json
        `,
        'profile.json': `
          {
            "defaultAction": "SCMP_ACT_ALLOW",
            "syscalls": [{ "names": ["mount"], "action": "SCMP_ACT_ERRNO" }]
          }
        `,
      },
      good: {
        'compose.yaml': `
          services:
            app:
              image: example/app:1.4
              security_opt:
                - seccomp=profile.json
        `,
        'profile.json': `
          {
            "defaultAction": "SCMP_ACT_ERRNO",
            "syscalls": [{ "names": ["read", "write", "exit_group"], "action": "SCMP_ACT_ALLOW" }]
          }
        `,
      },
    },
    {
      title: 'One that allows what breaks out',
      bad: {
        'compose.yaml': `
          services:
            app:
              image: example/app:1.4
              security_opt:
                - seccomp:./profile.json
        `,
        'profile.json': `
          {
            "defaultAction": "SCMP_ACT_ERRNO",
            "syscalls": [{ "names": ["read", "bpf", "kexec_load"], "action": "SCMP_ACT_ALLOW" }]
          }
        `,
      },
    },
    {
      title: 'Only with the capability for it, as the default profile has it',
      good: {
        'compose.yaml': `
          services:
            app:
              image: example/app:1.4
              security_opt:
                - seccomp=profile.json
        `,
        'profile.json': `
          {
            "defaultAction": "SCMP_ACT_ERRNO",
            "syscalls": [
              { "names": ["bpf"], "action": "SCMP_ACT_ALLOW", "includes": { "caps": ["CAP_BPF"] } }
            ]
          }
        `,
      },
    },
  ],

  on: {
    Service(service, { application, project, report }) {
      if (service.provider || service.privileged?.value === true) return;
      for (const profile of seccompProfiles(application)) {
        if (profile.service !== service) continue;
        const answer = project.files.get(profile.path);
        const reading = answer?.state === 'read' ? readSeccompProfile(answer.text) : undefined;
        if (!reading) continue;
        const common = aboutValue(profile.field, service, project);
        const data = { service: service.name, file: profile.path };
        const calls = reading.allowed.filter((name) => dangerousCalls.has(name));
        if (reading.isOpen) report({ ...common, message: 'open', data });
        else if (calls.length > 0) report({ ...common, message: 'calls', data: { ...data, calls: calls.join(', ') } });
      }
    },
  },
});

/**
 * Calls that the default profile gives to no container, or only with a capability (moby/profiles, seccomp/default.json of
 * 2026-06-30), and that reach the host or its kernel. Those that sandboxes inside a container need are left out (clone,
 * unshare, setns, userfaultfd), as profiles for browsers allow them on purpose.
 */
const dangerousCalls: ReadonlySet<string> = new Set([
  'add_key',
  'bpf',
  'delete_module',
  'finit_module',
  'init_module',
  'ioperm',
  'iopl',
  'kexec_file_load',
  'kexec_load',
  'keyctl',
  'mount',
  'open_by_handle_at',
  'perf_event_open',
  'pivot_root',
  'reboot',
  'request_key',
  'swapoff',
  'swapon',
]);
