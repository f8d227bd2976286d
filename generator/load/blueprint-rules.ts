// What must hold inside one blueprint before any tenant is planned with it: names that exist, waits without circles, tiers that are whole.
import type { FindingCode } from '../finding/codes.js';
import { type Finding, finding } from '../finding/finding.js';
import { ceilingFindings } from './ceiling-rules.js';
import { isFixedImage } from './fixed-image.js';
import { givenBySecrets } from './given-by-secrets.js';
import { knownReferences, referencesIn } from './references.js';
import type { BlueprintSource, BlueprintSpec, JobSource, ServiceSource } from './schema/blueprint.js';
import { didYouMean } from './schema-findings.js';
import type { SourcePath } from './source-document.js';
import type { Loaded } from './sources.js';

/** Makes a finding at a path below `spec`. */
export type Report = (
  code: FindingCode,
  path: SourcePath,
  message: string,
  hint?: string,
  part?: 'key' | 'value',
) => Finding;

type Rule = (blueprint: BlueprintSpec, report: Report) => Finding[];

/** Every finding about one blueprint by itself. */
export function blueprintFindings({ data, document }: Loaded<BlueprintSource>): Finding[] {
  const report: Report = (code, path, message, hint, part = 'value') =>
    finding(code, { message, ...(hint === undefined ? {} : { hint }), place: document.place(['spec', ...path], part) });
  return rules.flatMap((rule) => rule(data.spec, report));
}

const rules: readonly Rule[] = [
  imagesAreFixed,
  namesAreDistinct,
  secretsExist,
  waitsExist,
  waitsHaveNoCircle,
  portsExist,
  routesLead,
  databaseUsersExist,
  tiersAreWhole,
  referencesExist,
  variablesAreGivenOnce,
  (blueprint, report) => ceilingFindings(blueprint, report),
];

/** Names that the tenant's namespace uses for itself, as constructs/names.ts and the operators have them. */
const takenNames = ['postgres', 'secrets', 'tenant', 'default', 'internet'];

type Container = { readonly path: SourcePath; readonly container: ServiceSource | JobSource };

function containers(blueprint: BlueprintSpec): Container[] {
  return [
    ...Object.entries(blueprint.services).map(([name, container]) => ({ path: ['services', name], container })),
    ...Object.entries(blueprint.jobs).map(([name, container]) => ({ path: ['jobs', name], container })),
  ];
}

function imagesAreFixed(blueprint: BlueprintSpec, report: Report): Finding[] {
  const images = [
    ...containers(blueprint).map(({ path, container }) => ({ path: [...path, 'image'], image: container.image })),
    ...(blueprint.database === undefined ? [] : [{ path: ['database', 'image'], image: blueprint.database.image }]),
  ];
  return images
    .filter(({ image }) => !isFixedImage(image))
    .map(({ path, image }) =>
      report(
        'check/image-not-fixed',
        path,
        `the image ${image} may change under its name`,
        'name a version tag, or better a digest',
      ),
    );
}

function namesAreDistinct(blueprint: BlueprintSpec, report: Report): Finding[] {
  const services = Object.keys(blueprint.services);
  return containers(blueprint)
    .map(({ path }) => path)
    .filter(([kind, name]) => takenNames.includes(String(name)) || (kind === 'jobs' && services.includes(String(name))))
    .map((path) =>
      report('load/invalid-value', path, `the name ${String(path[1])} is taken`, 'choose another name', 'key'),
    );
}

function secretsExist(blueprint: BlueprintSpec, report: Report): Finding[] {
  const known = Object.keys(blueprint.secrets);
  return containers(blueprint).flatMap(({ path, container }) =>
    container.secrets.flatMap((name, index) =>
      known.includes(name)
        ? []
        : [
            report(
              'load/unknown-secret',
              [...path, 'secrets', index],
              `nobody provides the secret ${name}`,
              didYouMean(name, known) ?? 'declare it under spec.secrets',
            ),
          ],
    ),
  );
}

function waitsExist(blueprint: BlueprintSpec, report: Report): Finding[] {
  return Object.entries(blueprint.services).flatMap(([name, service]) =>
    service.waitsFor.flatMap((other, index) =>
      other in blueprint.services
        ? []
        : [
            report(
              'load/unknown-service',
              ['services', name, 'waitsFor', index],
              `there is no service ${other}`,
              didYouMean(other, Object.keys(blueprint.services)),
            ),
          ],
    ),
  );
}

function waitsHaveNoCircle(blueprint: BlueprintSpec, report: Report): Finding[] {
  const settled = new Set<string>();
  const findings: Finding[] = [];
  const follow = (name: string, trail: readonly string[]): void => {
    if (settled.has(name)) return;
    if (trail.includes(name)) {
      const circle = [...trail.slice(trail.indexOf(name)), name].join(' → ');
      findings.push(
        report(
          'load/wait-cycle',
          ['services', name, 'waitsFor'],
          `services wait for each other: ${circle}`,
          'remove one of the waits',
        ),
      );
      return;
    }
    for (const other of blueprint.services[name]?.waitsFor ?? []) follow(other, [...trail, name]);
    settled.add(name);
  };
  for (const name of Object.keys(blueprint.services)) follow(name, []);
  return findings;
}

function portsExist(blueprint: BlueprintSpec, report: Report): Finding[] {
  return Object.entries(blueprint.services).flatMap(([name, service]) => {
    if (service.port !== undefined) return [];
    const probes = Object.entries(service.probes).filter(([, probe]) => typeof probe === 'string');
    return [
      ...probes.map(([kind]) =>
        report(
          'load/unknown-port',
          ['services', name, 'probes', kind],
          `${name} has no port for an HTTP probe`,
          'give it a port, or probe by a command',
        ),
      ),
      ...(service.metrics !== undefined && service.metrics.port === undefined
        ? [
            report(
              'load/unknown-port',
              ['services', name, 'metrics'],
              `${name} has no port for its metrics`,
              'set metrics.port',
            ),
          ]
        : []),
    ];
  });
}

function routesLead(blueprint: BlueprintSpec, report: Report): Finding[] {
  return Object.entries(blueprint.routes).flatMap(([path, name]) => {
    const service = blueprint.services[name];
    if (service === undefined)
      return [
        report(
          'load/unknown-service',
          ['routes', path],
          `there is no service ${name}`,
          didYouMean(name, Object.keys(blueprint.services)),
        ),
      ];
    return service.port === undefined
      ? [
          report(
            'load/unknown-port',
            ['routes', path],
            `${name} has no port to route to`,
            `give spec.services.${name} a port`,
          ),
        ]
      : [];
  });
}

function databaseUsersExist(blueprint: BlueprintSpec, report: Report): Finding[] {
  const known = containers(blueprint).map(({ path }) => String(path[1]));
  return Object.entries(blueprint.database?.names ?? {}).flatMap(([name, database]) =>
    database.usedBy.flatMap((user, index) =>
      known.includes(user)
        ? []
        : [
            report(
              'load/unknown-service',
              ['database', 'names', name, 'usedBy', index],
              `there is no service or job ${user}`,
              didYouMean(user, known),
            ),
          ],
    ),
  );
}

function tiersAreWhole(blueprint: BlueprintSpec, report: Report): Finding[] {
  return Object.entries(blueprint.tiers).flatMap(([name, tier]) => {
    const lacks = (what: string) =>
      report(
        'load/tier-incomplete',
        ['tiers', name],
        `the tier ${name} does not size ${what}`,
        'add it to the tier',
        'key',
      );
    const services = Object.entries(tier.services);
    return [
      ...Object.keys(blueprint.services).flatMap((service) =>
        service in tier.services ? [] : [lacks(`the service ${service}`)],
      ),
      ...(blueprint.database !== undefined && tier.database === undefined ? [lacks('the database')] : []),
      ...(blueprint.database === undefined && tier.database !== undefined
        ? [
            report(
              'load/unknown-service',
              ['tiers', name, 'database'],
              'the blueprint has no database',
              'remove the size, or declare spec.database',
              'key',
            ),
          ]
        : []),
      ...services.flatMap(([service, size]) => {
        const at = ['tiers', name, 'services', service];
        if (!(service in blueprint.services))
          return [
            report(
              'load/unknown-service',
              at,
              `there is no service ${service}`,
              didYouMean(service, Object.keys(blueprint.services)),
              'key',
            ),
          ];
        if ((size.replicas === undefined) === (size.autoscale === undefined))
          return [
            report(
              'load/tier-incomplete',
              at,
              `${service} needs either replicas or autoscale`,
              'set exactly one of them',
              'key',
            ),
          ];
        const { autoscale } = size;
        if (autoscale !== undefined && autoscale.cpu === undefined && autoscale.memory === undefined)
          return [
            report(
              'load/tier-incomplete',
              [...at, 'autoscale'],
              `${service} scales by neither cpu nor memory`,
              'set cpu, as 70',
            ),
          ];
        return autoscale !== undefined && autoscale.min > autoscale.max
          ? [
              report(
                'load/invalid-value',
                [...at, 'autoscale', 'min'],
                `min ${autoscale.min} is above max ${autoscale.max}`,
              ),
            ]
          : [];
      }),
    ];
  });
}

function referencesExist(blueprint: BlueprintSpec, report: Report): Finding[] {
  const tiers = Object.values(blueprint.tiers);
  const known = knownReferences(blueprint, tiers[0]?.entitlements ?? {}).filter((reference) =>
    tiers.every((tier) => knownReferences(blueprint, tier.entitlements).includes(reference)),
  );
  return containers(blueprint).flatMap(({ path, container }) =>
    Object.entries(container.env).flatMap(([variable, value]) =>
      referencesIn(value)
        .filter((reference) => !known.includes(reference))
        .map((reference) =>
          report(
            'load/unknown-reference',
            [...path, 'env', variable],
            `\${${reference}} is not known in every tier`,
            didYouMean(reference, known),
          ),
        ),
    ),
  );
}

function variablesAreGivenOnce(blueprint: BlueprintSpec, report: Report): Finding[] {
  return containers(blueprint).flatMap(({ path, container }) => {
    const seen = new Set(Object.keys(container.env));
    const given = givenBySecrets(blueprint, String(path[1]), container.secrets);
    return given.flatMap(({ variable, from }) => {
      if (!seen.has(variable)) {
        seen.add(variable);
        return [];
      }
      return [
        report(
          'load/duplicate-env',
          path,
          `${variable} is given by ${from} and by something else`,
          'rename one of the variables',
          'key',
        ),
      ];
    });
  });
}
