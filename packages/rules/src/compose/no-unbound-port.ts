import { composeRule, option } from '@plimsoll/core/rule';
import { bindToLoopback, canBindToLoopback } from '../shared/loopback-port.ts';
import { publishedPorts } from '../shared/published-ports.ts';
import { placesOfValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/no-unbound-port',
  aliases: [
    'compose-lint/CL-0005',
    'dclint/no-unbound-port-interfaces',
    'kics/container_traffic_not_bound_to_host_interface',
    'cis/5.14',
  ],
  since: '0.1.0',
  category: 'security',
  severity: 'info',
  presets: ['strict'],

  summary: 'Publish ports on the address that is meant.',
  why: `
    A port without an address is published on all interfaces of the host, and Docker opens it past the rules of \`ufw\` and
    \`firewalld\`: what was meant for the own machine answers to the whole network. \`127.0.0.1:\` in front keeps it there;
    behind a reverse proxy nothing needs to be published. Ports 80 and 443 are there for everybody. A network that binds
    its ports itself (\`com.docker.network.bridge.host_binding_ipv4\`) counts.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/services/#ports',
    'https://docs.docker.com/engine/network/packet-filtering-firewalls/#docker-and-ufw',
    'https://www.cisecurity.org/benchmark/docker',
  ],
  cwe: [668],
  owasp: ['RULE #5'],
  securitySeverity: 4.3,

  fixable: 'unsafe',
  fixTitle: 'Publish on the loopback address only, so that other machines do not reach it',
  options: {
    publicPorts: option.strings({ default: ['80', '443'], summary: 'Ports of the host that are there for everybody.' }),
    publicServices: option.strings({ default: [], summary: 'Services that are there for everybody.' }),
  },
  messages: {
    open: 'The port {port} of {service} is published on all interfaces of the host, past its firewall. Put the address in front that is meant, such as 127.0.0.1.',
    every:
      'The address {address} publishes the port {port} of {service} on all interfaces of the host, past its firewall. Use the one that is meant, such as 127.0.0.1.',
  },

  examples: [
    {
      title: 'No address',
      bad: `
        services:
          app:
            image: example/app:1.4
            ports:
              - "8080:80"
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            ports:
              - "127.0.0.1:8080:80"
      `,
    },
    {
      title: 'The address of all interfaces',
      bad: `
        services:
          app:
            image: example/app:1.4
            ports:
              - 0.0.0.0:8080:80
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            ports:
              - 127.0.0.1:8080:80
      `,
    },
  ],

  on: {
    Service(service, { application, options, project, report }) {
      const { name } = service;
      if (options.publicServices.includes(name)) return;
      for (const { mapping, targets, hostPorts, isOpen, at } of publishedPorts(service, application)) {
        if (!isOpen) continue;
        if (hostPorts.length > 0 && hostPorts.every((port) => options.publicPorts.includes(String(port)))) continue;
        const { hostIp, published, target, origin } = mapping;
        const places = placesOfValue(origin, name, project);
        const isHere = project.targets.has(origin.source.path);
        const common = {
          ...places,
          at: isHere ? at : places.at,
          subject: `${name} ${targets[0] ?? ''}`,
          fix: canBindToLoopback(mapping) ? () => [bindToLoopback(mapping)] : null,
        };
        const port = published?.value ?? target?.value ?? '';
        if (hostIp?.value)
          report({ ...common, message: 'every', data: { service: name, port, address: hostIp.value } });
        else report({ ...common, message: 'open', data: { service: name, port } });
      }
    },
  },
});
