import { composeRule } from '@plimsoll/core/rule';
import { aboutValue, placesOfValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/no-dangerous-sysctl',
  since: '0.1.0',
  category: 'security',
  severity: 'warning',
  presets: ['recommended'],
  atMost: { weak: 'info' },

  summary: 'Set only kernel parameters that belong to the container, and none that weaken its network.',
  why: `
    Only parameters with a namespace of their own can be set for a container (\`net.*\`, \`kernel.msg*\`, \`kernel.sem\`,
    \`kernel.shm*\`, \`fs.mqueue.*\`); with others, or with \`net.*\` in the network of the host, the engine refuses to
    start it. Accepting redirects or source routes lets others on the network turn traffic aside.
  `,
  sources: [
    'https://docs.docker.com/reference/cli/docker/container/run/#sysctl',
    'https://docs.docker.com/reference/compose-file/services/#sysctls',
    'https://www.kernel.org/doc/html/latest/networking/ip-sysctl.html',
  ],
  cwe: [16],
  securitySeverity: 3.5,

  fixable: 'none',
  messages: {
    host: '{name} is a parameter of the whole host, so the engine refuses to start {service} with it. Set it on the host.',
    hostNetwork:
      '{name} belongs to the network, which {service} shares with the host, so the engine refuses to start it. Set it on the host, or give the service a network of its own.',
    weak: '{name} lets others on the network turn the traffic of {service} aside. Leave it at 0.',
  },

  examples: [
    {
      title: 'A parameter of the host',
      bad: `
        services:
          app:
            image: example/app:1.4
            sysctls:
              vm.max_map_count: 262144
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            sysctls:
              net.core.somaxconn: 1024
      `,
    },
    {
      title: 'In the network of the host',
      bad: `
        services:
          app:
            image: example/app:1.4
            network_mode: host
            sysctls:
              - net.core.somaxconn=1024
      `,
    },
    {
      title: 'Redirects',
      bad: `
        services:
          app:
            image: example/app:1.4
            sysctls:
              net.ipv4.conf.all.accept_redirects: 1
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            sysctls:
              net.ipv4.conf.all.accept_redirects: 0
      `,
    },
  ],

  on: {
    Service(service, { project, report }) {
      if (service.provider) return;
      const onHost = service.networkMode?.value === 'host';
      for (const { name, nameAt, value, origin } of service.variables('sysctls')) {
        const places = placesOfValue(origin, service.name, project);
        const at = project.targets.has(origin.source.path) ? nameAt : places.at;
        const common = { ...places, at, subject: service.name, data: { service: service.name, name } };
        if (!namespaced.test(name)) report({ ...common, message: 'host' });
        else if (onHost && name.startsWith('net.')) report({ ...common, message: 'hostNetwork' });
        else if (value && weak.test(name) && value.value === '1') {
          report({ ...aboutValue(value, service, project), data: common.data, message: 'weak' });
        }
      }
    },
  },
});

/** What the engine takes (docker/cli, opts/opts.go, `ValidateSysctl`), with `/` for a dot as sysctl(8) has it. */
const namespaced =
  /^(?:net[./]|fs[./]mqueue[./]|kernel[./](?:msgmax|msgmnb|msgmni|sem|shmall|shmmax|shmmni|shm_rmid_forced)$)/;
const weak = /^net\.ipv[46]\.conf\.(?:all|default)\.(?:accept_redirects|accept_source_route)$/;
