import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Injectable } from '@nestjs/common';
import Handlebars from 'handlebars';
import type { MailContent } from '../application/mail.js';
import type { Shop } from './mail-shop.js';
import { viewOf, type MailView } from './mail-views.js';

export interface RenderedMail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

type Template = Handlebars.TemplateDelegate<MailView>;

type TemplateName = 'account' | 'order-confirmation';

const templateNames: readonly TemplateName[] = ['account', 'order-confirmation'];
const partials = ['layout', 'button'];
/** Columns of a text mail: mail programs that show text at all often do not wrap it. */
const TEXT_WIDTH = 76;

/** The templates in `libs/notifications/templates`, compiled once at the start, so that a missing file stops the boot and not a mail. */
@Injectable()
export class MailTemplates {
  private readonly templates: ReadonlyMap<TemplateName, { readonly html: Template; readonly text: Template }>;

  constructor() {
    const folder = templatesFolder();
    // An instance of our own: helpers and partials of other libraries stay out.
    const handlebars = Handlebars.create();
    for (const name of partials) handlebars.registerPartial(name, read(folder, `${name}.html.hbs`));
    handlebars.registerHelper('wrapped', (text: string) => wrapped(text));
    // Strict: a field that the view forgot fails in the test instead of leaving a hole in somebody's mail.
    const compile = (file: string, noEscape: boolean): Template =>
      handlebars.compile<MailView>(read(folder, file), { strict: true, noEscape });
    this.templates = new Map(
      templateNames.map((name) => [
        name,
        { html: compile(`${name}.html.hbs`, false), text: compile(`${name}.text.hbs`, true) },
      ]),
    );
  }

  render(mail: MailContent, shop: Shop): RenderedMail {
    const name = mail.kind === 'order-confirmation' ? mail.kind : 'account';
    const templates = this.templates.get(name);
    if (templates === undefined) throw new TypeError(`There is no template '${name}'.`);
    const view = viewOf(mail, shop);
    return { subject: view.subject, html: templates.html(view), text: templates.text(view) };
  }
}

/** Words on lines of at most `TEXT_WIDTH` characters; what is longer, such as a link, stays in one piece. */
function wrapped(text: string): string {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line === undefined || line.length + 1 + word.length > TEXT_WIDTH) lines.push(word);
    else lines[lines.length - 1] = `${line} ${word}`;
  }
  return lines.join('\n');
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
