import { simpleParser, type AddressObject, type ParsedMail } from 'mailparser';

/** What arrived on the wire. It is kept as it came, so that the source can be shown and parsed again. */
export interface StoredMail {
  readonly id: string;
  readonly receivedAt: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
}

/** What a person or a test reads. `to` is the envelope: where the mail really went, blind copies included. */
export interface Message {
  readonly id: string;
  readonly receivedAt: string;
  readonly messageId: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly date: string | null;
  readonly text: string;
  readonly html: string;
  readonly links: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly attachments: readonly {
    readonly filename: string;
    readonly contentType: string;
    readonly size: number;
  }[];
  readonly size: number;
}

export type MessageSummary = Pick<Message, 'id' | 'receivedAt' | 'messageId' | 'from' | 'to' | 'subject'> & {
  readonly preview: string;
};

const PREVIEW_LENGTH = 140;

export async function readMessage(mail: StoredMail): Promise<Message> {
  const source = sourceOf(mail);
  const parsed = await simpleParser(source);
  const text = parsed.text ?? '';
  const html = parsed.html === false ? '' : parsed.html;
  return {
    id: mail.id,
    receivedAt: mail.receivedAt,
    messageId: parsed.messageId ?? '',
    from: addressText(parsed.from) || mail.from,
    to: mail.to,
    subject: parsed.subject ?? '',
    date: parsed.date?.toISOString() ?? null,
    text,
    html,
    links: linksIn(html, text),
    headers: headersOf(parsed),
    attachments: parsed.attachments.map(({ filename, contentType, size }) => ({
      filename: filename ?? 'without a name',
      contentType,
      size,
    })),
    size: source.byteLength,
  };
}

export function summarise(message: Message): MessageSummary {
  const { id, receivedAt, messageId, from, to, subject } = message;
  const preview = message.text.replace(/\s+/g, ' ').trim().slice(0, PREVIEW_LENGTH);
  return { id, receivedAt, messageId, from, to, subject, preview };
}

export function sourceOf(mail: StoredMail): Buffer {
  return Buffer.from(mail.raw, 'base64');
}

function addressText(address: AddressObject | undefined): string {
  return address?.text ?? '';
}

/** Raw header lines, unfolded; the parsed values would hide what was really sent. */
function headersOf(parsed: ParsedMail): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const { key, line } of parsed.headerLines) {
    const value = line.slice(line.indexOf(':') + 1).replace(/\r?\n\s+/g, ' ');
    headers[key] = value.trim();
  }
  return headers;
}

function linksIn(html: string, text: string): string[] {
  const inHtml = [...html.matchAll(/href="(https?:[^"]+)"/g)].map(([, href]) => unescapeHtml(href ?? ''));
  const inText = [...text.matchAll(/https?:\/\/[^\s<>"]+/g)].map(([href]) => href);
  return [...new Set([...inHtml, ...inText])];
}

function unescapeHtml(value: string): string {
  return value
    .replace(/&#x([0-9a-f]+);/gi, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .replace(/&amp;/g, '&');
}
