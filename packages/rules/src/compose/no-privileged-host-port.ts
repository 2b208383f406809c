import { composeRule, option } from '@plimsoll/core/rule';
import { publishedPorts } from '../shared/published-ports.ts';
import { placesOfValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/no-privileged-host-port',
  aliases: ['kics/privileged_ports_mapped_in_container', 'cis/5.8'],
  since: '0.1.0',
  category: 'security',
  severity: 'info',
  presets: [],

  summary: 'Publish no port of the host below 1024 without need.',
  why: `
    Ports below 1024 are where users and other machines expect the services of the system, and engines without root may not
    open them unless the host allows it (\`net.ipv4.ip_unprivileged_port_start\`). The port inside the container does not
    matter. 80, 443 and 53 are allowed by default.
  `,
  sources: [
    'https://docs.docker.com/engine/security/rootless/tips/#exposing-privileged-ports',
    'https://www.cisecurity.org/benchmark/docker',
  ],
  cwe: [668],
  securitySeverity: 2,

  fixable: 'none',
  options: {
    allow: option.strings({ default: ['80', '443', '53'], summary: 'Ports of the host below 1024 that may be used.' }),
  },
  messages: {
    low: '{service} publishes the port {port} of the host, which is reserved for services of the system. Use one from 1024 on.',
  },

  examples: [
    {
      title: 'The mail port',
      bad: `
        services:
          mail:
            image: example/mail:1.0
            ports:
              - "25:2525"
      `,
      good: `
        services:
          mail:
            image: example/mail:1.0
            ports:
              - "2525:25"
      `,
    },
  ],

  on: {
    Service(service, { application, options, project, report }) {
      const { name } = service;
      for (const { mapping, hostPorts } of publishedPorts(service, application)) {
        const { published } = mapping;
        const port = hostPorts.find((one) => one > 0 && one < 1024 && !options.allow.includes(String(one)));
        if (!published || port === undefined) continue;
        const data = { service: name, port };
        report({ ...placesOfValue(published.origin, name, project), subject: name, message: 'low', data });
      }
    },
  },
});
