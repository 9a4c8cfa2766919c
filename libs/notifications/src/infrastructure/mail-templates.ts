import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Injectable } from '@nestjs/common';
import Handlebars from 'handlebars';
import type { MailContent, MailKind } from '../application/mail.js';
import { viewOf, type MailView, type Shop } from './mail-views.js';

export interface RenderedMail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

type Template = Handlebars.TemplateDelegate<MailView>;

const kinds: readonly MailKind[] = ['email-verification', 'already-registered', 'order-confirmation'];
const partials = ['layout', 'button'];

/** The templates in `libs/notifications/templates`, compiled once at the start, so that a missing file stops the boot and not a mail. */
@Injectable()
export class MailTemplates {
  private readonly templates: ReadonlyMap<MailKind, { readonly html: Template; readonly text: Template }>;

  constructor() {
    const folder = templatesFolder();
    // An instance of our own: helpers and partials of other libraries stay out.
    const handlebars = Handlebars.create();
    for (const name of partials) handlebars.registerPartial(name, read(folder, `${name}.html.hbs`));
    // Strict: a field that the view forgot fails in the test instead of leaving a hole in somebody's mail.
    const compile = (file: string, noEscape: boolean): Template =>
      handlebars.compile<MailView>(read(folder, file), { strict: true, noEscape });
    this.templates = new Map(
      kinds.map((kind) => [
        kind,
        { html: compile(`${kind}.html.hbs`, false), text: compile(`${kind}.text.hbs`, true) },
      ]),
    );
  }

  render(mail: MailContent, shop: Shop): RenderedMail {
    const templates = this.templates.get(mail.kind);
    if (templates === undefined) throw new TypeError(`There is no template for the mail '${mail.kind}'.`);
    const view = viewOf(mail, shop);
    return { subject: view.subject, html: templates.html(view), text: templates.text(view) };
  }
}

function read(folder: string, file: string): string {
  return readFileSync(join(folder, file), 'utf8');
}

/** Found from the package's root, since the compiled code lies in `dist` and the templates do not. */
function templatesFolder(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error(`No package.json above ${import.meta.dirname}.`);
    folder = parent;
  }
  return join(folder, 'libs/notifications/templates');
}
