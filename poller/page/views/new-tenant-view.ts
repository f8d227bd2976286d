// The form for a new tenant, and the file that comes of it, ready to be proposed.
import type { FormField, Mistakes, TenantForm } from '../new-tenant-form.js';
import type { Catalog } from '../page-data.js';
import { type Html, html, nothing } from './html.js';
import { type Frame, layout } from './layout.js';

interface NewTenantProps {
  readonly form: TenantForm;
  readonly catalog: Catalog;
  readonly mistakes: Mistakes;
}

export function newTenantForm(frame: Frame, { form, catalog, mistakes }: NewTenantProps): Html {
  const wrong = Object.keys(mistakes).length;
  const alert =
    wrong === 0
      ? nothing
      : html`<p class="matter matter-trouble" role="alert">${wrong === 1 ? 'One field needs' : `${wrong} fields need`} another look.</p>`;
  const text = (name: FormField, title: string, more: Html, help = '') =>
    field({
      name,
      title,
      help,
      mistake: mistakes[name],
      control: (about) => html`<input id="${name}" name="${name}" value="${form[name]}"${about} ${more}>`,
    });
  const choice = (name: FormField, title: string, options: Html) =>
    field({
      name,
      title,
      help: '',
      mistake: mistakes[name],
      control: (about) =>
        html`<select id="${name}" name="${name}"${about} required><option value="">Choose…</option>${options}</select>`,
    });
  const body = html`<div class="heading"><h1>New tenant</h1></div>
<p>Fill this in, and propose the file that comes of it as a pull request. Nothing happens before somebody merges it.</p>
${alert}
<form class="sheet" method="post" action="/new">
${text('displayName', 'Customer’s name', html`required maxlength="80" autocomplete="off"`)}
${text('id', 'Id', html`required maxlength="40" autocomplete="off" spellcheck="false"`, `Letters, digits and dashes; never changes. ${servedAt(catalog)}`)}
${choice('plan', 'Product and tier', planOptions(catalog, form.plan))}
${choice('region', 'Region', regionOptions(catalog, form.region))}
${text('ownerName', 'Owner', html`required maxlength="80" autocomplete="off"`, 'A person or team to talk to')}
${text('ownerEmail', 'Owner’s e-mail', html`type="email" required maxlength="254" autocomplete="off"`)}
${text('domains', 'Own domains', html`maxlength="5200" autocomplete="off" spellcheck="false"`, 'Optional, separated by spaces')}
${text('costCenter', 'Cost centre', html`maxlength="63" autocomplete="off"`, 'Optional')}
${text('expiresAt', 'Ends on', html`type="date"`, 'Optional; demos need it')}
<p class="check"><input type="checkbox" id="sampleData" name="sampleData" value="on"${form.sampleData === '' ? nothing : html` checked`}> <label for="sampleData">Load the product’s sample data</label></p>
<p><button class="button">Make the file</button></p>
</form>`;
  return layout(frame, { title: 'New tenant', current: 'new', body });
}

interface ReadyProps {
  readonly id: string;
  readonly text: string;
  /** Where GitHub opens it as a new file. */
  readonly address: string | undefined;
}

export function newTenantReady(frame: Frame, { id, text, address }: ReadyProps): Html {
  const propose =
    address === undefined
      ? html`<p>Save it as <code>tenants/${id}.yaml</code>, and open a pull request.</p>`
      : html`<p><a class="button" href="${address}" rel="noopener noreferrer">Propose it on GitHub</a></p><p class="quiet">GitHub opens the file filled in; choose “Propose changes”.</p>`;
  const body = html`<div class="heading"><h1>New tenant</h1></div>
<p>This is the file of <b>${id}</b>. The pull request’s checks say what it will be and what it costs.</p>
${propose}
<pre class="file" tabindex="0" role="region" aria-label="tenants/${id}.yaml"><code>${text}</code></pre>
<p><a href="/new">Start another</a></p>`;
  return layout(frame, { title: 'New tenant', current: 'new', body });
}

interface FieldProps {
  readonly name: FormField;
  readonly title: string;
  readonly help: string;
  readonly mistake: string | undefined;
  readonly control: (about: Html) => Html;
}

function field({ name, title, help, mistake, control }: FieldProps): Html {
  const said = [...(mistake === undefined ? [] : [`${name}-mistake`]), ...(help === '' ? [] : [`${name}-help`])];
  const invalid = mistake === undefined ? nothing : html` aria-invalid="true"`;
  const about = said.length === 0 ? nothing : html` aria-describedby="${said.join(' ')}"`;
  return html`<div class="field"><label for="${name}">${title}</label>${control(html`${about}${invalid}`)}${mistake === undefined ? nothing : html`<p class="mistake" id="${name}-mistake">${mistake}</p>`}${help === '' ? nothing : html`<p class="help" id="${name}-help">${help}</p>`}</div>`;
}

function planOptions({ products }: Catalog, chosen: string): Html {
  const groups = Object.entries(products).map(
    ([product, tiers]) =>
      html`<optgroup label="${product}">${tiers.map((tier) => option(`${product}/${tier}`, `${product}, ${tier}`, chosen))}</optgroup>`,
  );
  return html`${groups}`;
}

/** A region says where its tenants are served unless all of them say the same. */
function regionOptions({ regions }: Catalog, chosen: string): Html {
  const options = Object.entries(regions).map(([region, address]) =>
    option(region, hasOneAddress(regions) ? region : `${region}: ${address}`, chosen),
  );
  return html`${options}`;
}

function servedAt({ regions }: Catalog): string {
  const [address = ''] = Object.values(regions);
  return hasOneAddress(regions) ? `Served at ${address}` : 'Served where its region says';
}

function hasOneAddress(regions: Catalog['regions']): boolean {
  return new Set(Object.values(regions)).size === 1;
}

function option(value: string, title: string, chosen: string): Html {
  return html`<option value="${value}"${value === chosen ? html` selected` : nothing}>${title}</option>`;
}
