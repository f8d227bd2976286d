// Values of services that a blueprint's environment may refer to: `${services.api.url}`.
import type { ReferenceInput } from '../base/concern.js';
import type { BlueprintSpec } from '../base/sources.js';
import type { Sourced } from '../base/traced.js';

/** Of services that listen. */
export function serviceReferences({ services }: BlueprintSpec): string[] {
  return Object.keys(services)
    .filter((name) => services[name]?.port !== undefined)
    .flatMap((name) => ['host', 'port', 'url'].map((field) => `services.${name}.${field}`));
}

export function serviceValue(
  { blueprint }: ReferenceInput,
  [section, service = '', field = '']: readonly string[],
): Sourced<string> | undefined {
  if (section !== 'services') return undefined;
  const port = blueprint.at('services').tryAt(service)?.tryAt('port');
  return port?.map(
    (number) => ({ host: service, port: String(number), url: `http://${service}:${number}` })[field] ?? '',
  );
}
