// @ts-check

/** @typedef {{ api: number, worker: number, standIn: number, google: number, mailboxHttp: number, mailboxSmtp: number }} Ports */
/** @typedef {{ get: (name: string, prefix?: string, bytes?: number) => string }} Secrets */
/**
 * @typedef {object} ShopSetting
 * @property {NodeJS.ProcessEnv} given what the user has set, in the environment or in .env
 * @property {Secrets} secrets
 * @property {Ports} ports
 * @property {string} stateDir
 * @property {{ url: string, adminUrl: string }} database
 * @property {string} redisUrl
 */

/**
 * What each program is told by its environment. The API and the worker never get the account that may change the schema.
 * @param {ShopSetting} setting
 */
export function shopEnvironment(setting) {
  const { given, secrets, database } = setting;
  const shop = {
    ...given,
    APP_ENV: given['APP_ENV'] ?? 'demo',
    PORT: String(setting.ports.api),
    WORKER_PORT: String(setting.ports.worker),
    PUBLIC_URL: given['PUBLIC_URL'] ?? localUrl(setting.ports.api),
    DATABASE_URL: database.url,
    DATABASE_ADMIN_URL: undefined,
    REDIS_URL: setting.redisUrl,
    SMTP_URL: given['SMTP_URL'] ?? `smtp://127.0.0.1:${String(setting.ports.mailboxSmtp)}`,
    ENCRYPTION_SECRET: given['ENCRYPTION_SECRET'] ?? secrets.get('encryptionSecret'),
    SIGNING_SECRET: given['SIGNING_SECRET'] ?? secrets.get('signingSecret'),
    STORAGE_PATH: given['STORAGE_PATH'] ?? `${setting.stateDir}/storage`,
    ...stripe(setting),
    ...google(setting),
  };
  return {
    shop,
    cli: { ...shop, DATABASE_ADMIN_URL: database.adminUrl, DEMO_PASSWORD: demoPassword(setting) },
    standIn: standIn(setting),
    google: googleStandIn(setting, shop.PUBLIC_URL),
    mailbox: mailbox(setting),
  };
}

/** @param {number} port */
export function localUrl(port) {
  return `http://localhost:${String(port)}`;
}

/** @param {Pick<ShopSetting, 'given' | 'secrets'>} setting */
export function demoPassword({ given, secrets }) {
  return given['DEMO_PASSWORD'] ?? secrets.get('demoPassword', 'demo-', 8);
}

/** @param {NodeJS.ProcessEnv} given */
export function usesStandIn(given) {
  return given['STRIPE_SECRET_KEY'] === undefined;
}

/** @param {NodeJS.ProcessEnv} given */
export function usesGoogleStandIn(given) {
  return given['GOOGLE_CLIENT_ID'] === undefined;
}

/** @param {NodeJS.ProcessEnv} given */
export function usesMailbox(given) {
  return given['SMTP_URL'] === undefined;
}

/** @param {ShopSetting} setting */
function stripe({ given, secrets, ports }) {
  const webhookSecret = given['STRIPE_WEBHOOK_SECRET'] ?? secrets.get('stripeWebhookSecret', 'whsec_');
  if (!usesStandIn(given)) return { STRIPE_WEBHOOK_SECRET: webhookSecret };
  return {
    STRIPE_SECRET_KEY: secrets.get('stripeSecretKey', 'sk_test_'),
    STRIPE_WEBHOOK_SECRET: webhookSecret,
    STRIPE_API_BASE: `http://127.0.0.1:${String(ports.standIn)}`,
  };
}

/** @param {ShopSetting} setting */
function google({ given, secrets, ports }) {
  if (!usesGoogleStandIn(given)) return {};
  return {
    GOOGLE_CLIENT_ID: 'tradepost-at-the-stand-in',
    GOOGLE_CLIENT_SECRET: secrets.get('googleClientSecret'),
    GOOGLE_BASE_URL: `http://127.0.0.1:${String(ports.google)}`,
  };
}

/**
 * @param {ShopSetting} setting
 * @param {string} publicUrl
 */
function googleStandIn({ given, ports }, publicUrl) {
  return {
    ...given,
    GOOGLE_STAND_IN_PORT: String(ports.google),
    GOOGLE_STAND_IN_REDIRECT_URI: `${publicUrl.replace(/\/$/, '')}/v1/auth/google/callback`,
  };
}

/** @param {ShopSetting} setting */
function standIn(setting) {
  return {
    ...setting.given,
    STAND_IN_PORT: String(setting.ports.standIn),
    STAND_IN_STATE: `${setting.stateDir}/stripe-stand-in.json`,
    STAND_IN_WEBHOOK_URL: `http://127.0.0.1:${String(setting.ports.api)}/v1/webhooks/stripe`,
    STAND_IN_WEBHOOK_SECRET: stripe(setting).STRIPE_WEBHOOK_SECRET,
  };
}

/** @param {ShopSetting} setting */
function mailbox({ given, ports, stateDir }) {
  return {
    ...given,
    MAILBOX_SMTP_PORT: String(ports.mailboxSmtp),
    MAILBOX_HTTP_PORT: String(ports.mailboxHttp),
    MAILBOX_STATE: `${stateDir}/mailbox`,
  };
}
