// One mistake in a blueprint: it is told once, at its line, and only tenants of that blueprint are held back.
import { describe, expect, it } from 'vitest';
import { planFiles } from './sources-fixture.js';
import { expectRefused, itRefuses, smallFiles } from './spoiled-blueprint.js';

const small = `apiVersion: tenantry.dev/v1
kind: Blueprint
metadata: {name: small}
spec:
  services:
    api:
      image: registry.example/small/api:1.0.0
      port: 8080
      probes: {ready: /ready}
      env:
        SEATS: \${entitlements.seats}
      secrets: [mail]
    web:
      image: registry.example/small/web:1.0.0
      port: 3000
      waitsFor: [api]
  jobs:
    migrate:
      image: registry.example/small/api:1.0.0
      when: migration
      resources: {cpu: 100m, memory: 128Mi}
  database:
    engine: postgres
    image: registry.example/postgres:17.6
    names:
      app:
        usedBy: [api, migrate]
        env: {DB_URL: uri}
  secrets:
    mail: {from: mail, env: {MAIL_USER: user}}
  routes:
    /: web
  tiers:
    professional:
      database: {instances: 1, storage: 10Gi, resources: {cpu: 100m, memory: 256Mi}}
      services:
        api: {replicas: 1, resources: {cpu: 100m, memory: 128Mi}}
        web: {replicas: 1, resources: {cpu: 100m, memory: 128Mi}}
      entitlements: {seats: 5}
      ceilings:
        database.storage: 20Gi
    large:
      database: {instances: 3, storage: 20Gi, resources: {cpu: "1", memory: 1Gi}}
      services:
        api: {autoscale: {min: 2, max: 6, cpu: 70}, resources: {cpu: 100m, memory: 128Mi}}
        web: {replicas: 2, resources: {cpu: 100m, memory: 128Mi}}
      entitlements: {seats: 50, support: true}
`;
it('the blueprint that the rows below spoil is sound', () => {
  const { findings, plans } = planFiles(smallFiles(small));
  expect(findings).toEqual([]);
  expect(plans.size).toBe(7);
});

describe('a blueprint is refused for', () => {
  itRefuses(small, [
    ['a wait for nobody', 'waitsFor: [api]', 'waitsFor: [apo]', 'load/unknown-service 16:18'],
    ['a wait for itself', 'waitsFor: [api]', 'waitsFor: [web]', 'load/wait-cycle 16:7'],
    ['a circle of waits', '      port: 8080\n', '      port: 8080\n      waitsFor: [web]\n', 'load/wait-cycle 9:7'],
    ['a probe without a port', '      port: 8080\n', '', 'load/unknown-port 8:23'],
    ['metrics without a port', 'port: 8080\n      probes: {ready: /ready}', 'metrics: {}', 'load/unknown-port 8:7'],
    ['a route to nobody', '/: web', '/: wob', 'load/unknown-service 32:8'],
    ['a route to a service without a port', '      port: 3000\n', '', 'load/unknown-port 31:8'],
    ['a secret that nobody provides', 'secrets: [mail]', 'secrets: [male]', 'load/unknown-secret 12:17'],
    ['a database for nobody', 'usedBy: [api, migrate]', 'usedBy: [api, migrat]', 'load/unknown-service 27:23'],
    ['an unknown reference', '${entitlements.seats}', '${entitlements.seat}', 'load/unknown-reference 11:16'],
    [
      'a reference that one tier lacks',
      '${entitlements.seats}',
      '${entitlements.support}',
      'load/unknown-reference 11:16',
    ],
    ['a reference with spaces', '${entitlements.seats}', '"${ entitlements.seats }"', 'load/unknown-reference 11:16'],
    ['an empty reference', '${entitlements.seats}', '${}', 'load/unknown-reference 11:16'],
    ['a reference inside another', '${entitlements.seats}', '${a${tenant.id}}', 'load/unknown-reference 11:16'],
    [
      'a reference that does not end',
      '${entitlements.seats}',
      '"${entitlements.seats"',
      'load/unknown-reference 11:16',
    ],
    [
      'a reference of every object',
      '${entitlements.seats}',
      '${entitlements.toString}',
      'load/unknown-reference 11:16',
    ],
    ['more instances than MariaDB has', 'engine: postgres', 'engine: mariadb', 'load/invalid-value 43:29'],
    [
      'a volume of nobody',
      '  secrets:\n    mail',
      '  volumes: {files: {}}\n  secrets:\n    mail',
      ...['load/invalid-value 29:13', 'load/tier-incomplete 35:5', 'load/tier-incomplete 43:5'],
    ],
    [
      'a mount of no volume',
      '      port: 3000\n',
      '      port: 3000\n      user: 1000\n      mounts: {files: /files}\n',
      'load/unknown-volume 17:16',
    ],
    [
      'a mount that nobody owns',
      '      port: 3000\n',
      '      port: 3000\n      mounts: {files: /files}\n',
      ...['load/invalid-value 16:7', 'load/unknown-volume 16:16'],
    ],
    ['a job that never runs', '      when: migration\n', '', 'load/missing-field 18:5'],
    ['a job of two moments', 'when: migration', 'schedule: daily\n      when: migration', 'load/invalid-value 20:7'],
    ['a schedule with seconds', 'when: migration', 'schedule: 0 0 4 * * *', 'load/invalid-value 20:17'],
    [
      'a job that waits for nobody',
      'when: migration',
      'schedule: daily\n      waitsFor: [apo]',
      'load/unknown-service 21:18',
    ],
    [
      'a job that waits in vain',
      'when: migration',
      'when: migration\n      waitsFor: [api]',
      'load/invalid-value 21:7',
    ],
    ['an image without a tag', 'small/web:1.0.0', 'small/web', 'check/image-not-fixed 14:14'],
    ['an image called latest', 'small/web:1.0.0', 'small/web:latest', 'check/image-not-fixed 14:14'],
    ['a database image called latest', 'postgres:17.6', 'postgres:latest', 'check/image-not-fixed 24:12'],
    ['a variable that a secret gives too', 'SEATS: ${entitlements.seats}', 'MAIL_USER: me', 'load/duplicate-env 11:9'],
    ['a variable of a secret and a database', '{DB_URL: uri}', '{MAIL_USER: uri}', 'load/duplicate-env 30:30'],
    [
      'a generator in the place of a database’s password',
      '    mail: {from: mail, env',
      '    postgres-app: {generate: once, env: {APP_PASSWORD: password}}\n    mail: {from: mail, env',
      'load/stateless-password 30:5',
    ],
    [
      'a generated password that is called a database’s',
      '    mail: {from: mail, env',
      '    live: {generate: once, env: {APP_DB_PASSWORD: password}}\n    mail: {from: mail, env',
      'load/stateless-password 30:34',
    ],
    [
      'a generated secret that is to be rotated',
      '    mail: {from: mail, env',
      '    live: {generate: once, rotate: 90d, env: {ADMIN: password}}\n    mail: {from: mail, env',
      'load/unknown-field 30:28',
    ],
    [
      'a rotation that is no number of days',
      '{from: mail, env',
      '{from: mail, rotate: 3m, env',
      'load/invalid-value 30:32',
    ],
    ['two services on one path', '    /: web\n', '    /: web\n    "/": api\n', 'load/duplicate-key 33:5'],
    [
      'two services on one path, spelt in two ways',
      '    /: web\n',
      '    /api: web\n    /api/: api\n',
      'load/invalid-value 33:5',
    ],
    ['a secret named twice', 'secrets: [mail]', 'secrets: [mail, mail]', 'load/invalid-value 12:16'],
    [
      'a tier without a size',
      '        web: {replicas: 2, resources: {cpu: 100m, memory: 128Mi}}\n',
      '',
      'load/tier-incomplete 42:5',
    ],
    [
      'a tier that sizes nobody',
      '      entitlements: {seats: 5}',
      '        wob: {replicas: 1, resources: {cpu: 1m, memory: 1Mi}}\n      entitlements: {seats: 5}',
      'load/unknown-service 39:9',
    ],
    [
      'a tier without a database',
      '      database: {instances: 1, storage: 10Gi, resources: {cpu: 100m, memory: 256Mi}}\n',
      '',
      'load/tier-incomplete 34:5',
    ],
    [
      'a service that is bounded below what it asks for',
      'web: {replicas: 2, resources: {cpu: 100m, memory: 128Mi}}',
      'web: {replicas: 2, resources: {cpu: 100m, memory: 128Mi, limits: {cpu: "0.05", memory: 128Mi}}}',
      'load/invalid-value 46:80',
    ],
    [
      'a database that is bounded below what it asks for',
      '{cpu: "1", memory: 1Gi}',
      '{cpu: "1", memory: 1Gi, limits: {memory: 1G}}',
      'load/invalid-value 43:99',
    ],
    [
      'a job that is bounded below what it asks for',
      'when: migration\n      resources: {cpu: 100m, memory: 128Mi}',
      'when: migration\n      resources: {cpu: 100m, memory: 128Mi, limits: {cpu: 50m, memory: 64Mi}}',
      'load/invalid-value 21:59',
      'load/invalid-value 21:72',
    ],
    ['replicas and autoscale', '{autoscale: {min: 2', '{replicas: 2, autoscale: {min: 2', 'load/tier-incomplete 45:9'],
    ['neither replicas nor autoscale', 'autoscale: {min: 2, max: 6, cpu: 70}, ', '', 'load/tier-incomplete 45:9'],
    ['scaling by nothing', ', max: 6, cpu: 70}', ', max: 6}', 'load/tier-incomplete 45:15'],
    ['scaling from more to less', 'min: 2', 'min: 7', 'load/invalid-value 45:32'],
    [
      'a ceiling below its tier',
      'storage: 20Gi\n    large',
      'storage: 9Gi\n    large',
      'load/ceiling-below-tier 41:27',
    ],
    [
      'a ceiling of nothing',
      'database.storage: 20Gi\n    large',
      'database.size: 20Gi\n    large',
      'load/unknown-ceiling 41:9',
    ],
    [
      'a ceiling of nobody',
      'database.storage: 20Gi\n    large',
      'services.wob.replicas: 3\n    large',
      'load/unknown-ceiling 41:9',
    ],
    [
      'a ceiling in another unit',
      'database.storage: 20Gi\n    large',
      'services.*.replicas: 6Gi\n    large',
      'load/invalid-value 41:30',
    ],
    [
      'a ceiling below zero',
      'database.storage: 20Gi\n    large',
      'services.*.replicas: -6\n    large',
      'load/invalid-value 41:30',
    ],
    [
      'a job with the name of the database’s Service',
      '    migrate:',
      '    postgres-rw:',
      'load/invalid-value 18:5',
      'load/unknown-service 27:23',
    ],
    [
      'a job with a service’s name',
      '    migrate:',
      '    web:',
      'load/invalid-value 18:5',
      'load/unknown-service 27:23',
    ],
    [
      'a secret with an operator’s name',
      '    mail: {from',
      '    postgres-ca: {from: a, env: {A: b}}\n    mail: {from',
      'load/invalid-value 30:5',
    ],
    ['a database with the server’s name', '      app:\n', '      postgres:\n', 'load/invalid-value 26:7'],
    ['a root to write to', '      secrets: [mail]', '      scratch: [/]', 'load/invalid-value 12:17'],
    ['one path to write to twice', '      secrets: [mail]', '      scratch: [/tmp, /tmp]', 'load/invalid-value 12:16'],
    ['a path with two spellings', '      secrets: [mail]', '      scratch: [/tmp/]', 'load/invalid-value 12:17'],
    ['a path that climbs', '      secrets: [mail]', '      scratch: [/tmp/../etc]', 'load/invalid-value 12:17'],
    [
      'a path made to hurt',
      '      secrets: [mail]',
      `      scratch: ["/${'a'.repeat(190)}!"]`,
      'load/invalid-value 12:17',
    ],
    [
      'a five-field schedule',
      'storage: 10Gi,',
      'storage: 10Gi, backup: [{every: "0 2 * * *", keep: 30d}],',
      'load/invalid-value 35:64',
    ],
    ['an empty list of backups', 'storage: 10Gi,', 'storage: 10Gi, backup: [],', 'load/invalid-value 35:55'],
    [
      'one schedule that stands twice',
      'storage: 10Gi,',
      'storage: 10Gi, backup: [{every: daily, keep: 3d}, {every: daily, keep: 9d}],',
      'load/invalid-value 35:90',
    ],
    [
      'weekly backups that are gone before the next one',
      'storage: 10Gi,',
      'storage: 10Gi, backup: [{every: weekly, keep: 6d}],',
      'load/invalid-value 35:78',
    ],
    ['an engine that is not known', 'engine: postgres', 'engine: oracle', 'load/invalid-value 23:13'],
    ['a probe that is a number', '{ready: /ready}', '{ready: 5}', 'load/wrong-type 9:23'],
    [
      'a secret without a source',
      '{from: mail, env',
      '{form: mail, env',
      'load/missing-field 30:5',
      'load/unknown-field 30:12',
    ],
  ]);
});

it('a row of services that would reach the routes’ wave is refused at the first that is too far', () => {
  const names = Array.from({ length: 32 }, (_, index) => `s${index}`);
  const services = names.map((name, index) => {
    const waits = index === 0 ? '' : `, waitsFor: [s${index - 1}]`;
    return `    ${name}: {image: "registry.example/row:1"${waits}}`;
  });
  const sizes = names.map((name) => `        ${name}: {replicas: 1, resources: {cpu: 1m, memory: 1Mi}}`);
  const head = ['apiVersion: tenantry.dev/v1', 'kind: Blueprint', 'metadata: {name: small}', 'spec:', '  services:'];
  const text = [...head, ...services, '  tiers:', '    professional:', '      services:', ...sizes, ''].join('\n');
  const column = (services[30] ?? '').indexOf('waitsFor') + 1;
  expectRefused(text, [`load/invalid-value ${head.length + 31}:${column}`]);
});
