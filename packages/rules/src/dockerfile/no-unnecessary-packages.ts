import { dockerfileRule, option, packageInstallsOf } from '@plimsoll/core/rule';
import { isKeptLayer } from '../shared/package-caches.ts';

export default dockerfileRule({
  id: 'dockerfile/no-unnecessary-packages',
  aliases: ['cis/4.3'],
  since: '0.1.0',
  category: 'security',
  severity: 'info',
  securitySeverity: 2,
  cwe: [1125],
  presets: ['cis'],
  mentions: ['apt', 'apk', 'yum', 'dnf', 'zypper', 'pacman'],

  summary: 'Do not install debugging and interactive tools into the final image.',
  why: `
    Editors, remote shells and network tools are of use to whoever breaks into the container, and to nobody else while the
    program runs. To look into a running container, attach a debugging container or use \`docker debug\`. Judged are the
    stages that end up in an image.
  `,
  sources: [
    'https://docs.docker.com/build/building/best-practices/#dont-install-unnecessary-packages',
    'https://www.cisecurity.org/benchmark/docker',
  ],

  fixable: 'none',
  options: {
    packages: option.strings({
      default: [
        ...['openssh-server', 'telnet', 'telnetd', 'rsh-client', 'ftp', 'vsftpd', 'sudo', 'netcat', 'netcat-openbsd'],
        ...['netcat-traditional', 'nmap', 'nmap-ncat', 'tcpdump', 'wireshark', 'tshark', 'strace', 'ltrace', 'gdb'],
        ...[
          'vim',
          'vim-tiny',
          'vim-enhanced',
          'nano',
          'emacs',
          'emacs-nox',
          'man',
          'man-db',
          'less',
          'htop',
          'screen',
          'tmux',
        ],
      ],
      summary: 'The packages, by the names that distributions give them.',
    }),
  },
  messages: {
    tool: '{package} is a tool for people, which the program in the image hardly needs and an attacker likes. Leave it out, or install it in a stage for development.',
  },

  examples: [
    {
      title: 'An editor in the final image',
      bad: `
        FROM alpine:3.22
        RUN apk add --no-cache ca-certificates vim
      `,
      good: `
        FROM alpine:3.22
        RUN apk add --no-cache ca-certificates
      `,
    },
  ],

  on: {
    Script(script, { builds, options, report }) {
      if (!isKeptLayer(script, builds)) return;
      for (const { manager, packages } of packageInstallsOf(script)) {
        if (!systemManagers.has(manager)) continue;
        for (const at of packages) {
          const name = /^[^=<>~:/@]+/.exec(at.value ?? '')?.[0];
          if (name !== undefined && options.packages.includes(name))
            report({ message: 'tool', at, data: { package: name } });
        }
      }
    },
  },
});

const systemManagers = new Set([
  'apt-get',
  'apt',
  'aptitude',
  'apk',
  'yum',
  'dnf',
  'microdnf',
  'tdnf',
  'dnf5',
  'zypper',
  'pacman',
]);
