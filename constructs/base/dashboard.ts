// Grafana's JSON of a dashboard, laid out in two columns; used for a tenant's dashboard and for the fleet's. The compiler holds it
// against Grafana's own schema, as its foundation SDK has it.
import type { Dashboard, Panel as GrafanaPanel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Dataquery } from '@grafana/grafana-foundation-sdk/prometheus';
import type { Series } from './prometheus.js';
import type { BlueprintSpec } from './sources.js';
import type { TenantProps } from './tenant.js';

export interface Panel {
  readonly title: string;
  /** Grafana's name of the unit. */
  readonly unit: string;
  /** Legend and PromQL of each curve. */
  readonly curves: readonly (readonly [legend: string, expr: (of: Series) => string])[];
}

export interface TenantPanel extends Panel {
  /** Its place among the panels of all concerns, the lowest first. */
  readonly order: number;
  /** Absent: for every tenant. */
  readonly applies?: (tenant: TenantProps) => boolean;
}

/** A panel over all tenants of a product in a cluster. */
export interface ProductPanel extends Omit<Panel, 'curves'> {
  /** Its place among the panels of all concerns, the lowest first. */
  readonly order: number;
  /** Absent: for every product. */
  readonly applies?: (blueprint: BlueprintSpec) => boolean;
  readonly curves: readonly (readonly [legend: string, expr: (product: ProductSeries) => string])[];
}

/** PromQL over the tenants of one product. */
export interface ProductSeries {
  /** One series for each tenant, with its namespace, name and tier. */
  readonly tenants: string;
  /** The sum of each tenant, with its name and tier, and with the labels that are kept. */
  readonly ofTenants: (series: string, ...kept: readonly string[]) => string;
  readonly byTier: (series: string) => string;
  /** The ten tenants with the most: a product may have thousands. */
  readonly largest: (series: string) => string;
}

export interface DashboardContent {
  /** At most 40 characters. */
  readonly uid: string;
  readonly title: string;
  readonly tags: readonly string[];
  readonly panels: readonly Panel[];
  readonly of: Series;
}

/** One line for what it is, one for how it behaves, and one for each panel: a change of a panel is a change of a line. */
export function dashboardText({ uid, title, tags, panels, of }: DashboardContent): string {
  const heads = [
    { uid, title, tags },
    { ...settings, templating: { list: [datasourceVariable] } },
  ];
  const head = heads.map((fields) => `${JSON.stringify(fields).slice(1, -1)},\n`);
  const lines = panels.map((panel, index) => `  ${JSON.stringify(panelJson(panel, index, of))}`);
  return `{\n${head.join('')}"panels": [\n${lines.join(',\n')}\n]\n}\n`;
}

const settings = {
  schemaVersion: 39,
  editable: false,
  refresh: '1m',
  time: { from: 'now-6h', to: 'now' },
} as const satisfies Partial<Dashboard>;

/** The reader picks the Prometheus; panels refer to it by this variable. */
const datasourceVariable = { name: 'datasource', label: 'Prometheus', type: 'datasource', query: 'prometheus' };
const datasource = { type: 'prometheus', uid: '${datasource}' };

const columns = 2;
/** Grafana's grid is 24 wide. */
const width = 24 / columns;
const height = 8;

/** The SDK marks queries with a method, which data has not. */
type Target = Omit<Dataquery, '_implementsDataqueryVariant'>;
type PanelJson = Omit<GrafanaPanel, 'targets'> & { readonly targets: readonly Target[] };

function panelJson({ title, unit, curves }: Panel, index: number, of: Series): PanelJson {
  return {
    id: index + 1,
    title,
    type: 'timeseries',
    datasource,
    gridPos: { h: height, w: width, x: (index % columns) * width, y: Math.floor(index / columns) * height },
    fieldConfig: { defaults: { unit }, overrides: [] },
    targets: curves.map(([legendFormat, expr], curve) => ({
      refId: String.fromCharCode(65 + curve),
      datasource,
      expr: expr(of),
      legendFormat,
    })),
  };
}

/** Grafana allows 40 characters, as many as a tenant's id has at most. */
export function dashboardUid(tenant: string): string {
  return tenant;
}
