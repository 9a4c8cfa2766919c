// @ts-check
import { Failure, say, step } from '../console.mjs';
import { capture, findBinary } from '../process.mjs';

/** @typedef {'database' | 'redis'} ServiceName */

// The servers are installed for their programs only. policy-rc.d is Debian's way to say that nothing may be started;
// what was there before comes back, also after a kill in the middle of an earlier run. --no-remove: a server
// that the user has installed must not go to make room for ours.
const script = `
set -u
policy=/usr/sbin/policy-rc.d
saved=/usr/sbin/policy-rc.d.before-tradepost
put_back() {
  rm -f "$policy"
  if [ -e "$saved" ] || [ -L "$saved" ]; then mv -f "$saved" "$policy"; fi
}
if [ -e "$saved" ] || [ -L "$saved" ]; then put_back; fi
if [ -e "$policy" ] || [ -L "$policy" ]; then mv -f "$policy" "$saved"; fi
trap put_back EXIT
trap 'exit 130' HUP INT TERM
printf '#!/bin/sh\\nexit 101\\n' > "$policy" && chmod 755 "$policy" || exit 1

export DEBIAN_FRONTEND=noninteractive
options='-q -o DPkg::Lock::Timeout=300 -o Acquire::Retries=2'
tries=0
until answer=$(apt-get $options update 2>&1); do
  tries=$((tries + 1))
  # On a machine that has just started, its own nightly update may hold the lists for a while.
  case "$answer" in *"lists/lock"*) [ "$tries" -lt 60 ] && sleep 5 && continue ;; esac
  printf '%s\\n' "$answer"
  break
done

packages=
for wanted in "$@"; do
  name=$wanted
  # Older releases carry the version in the name: mariadb-server-core-10.6.
  if ! apt-cache show "$name" >/dev/null 2>&1; then
    name=$(apt-cache pkgnames "$wanted-" | grep -E "^$wanted-[0-9.]+$" | sort -V | tail -n 1)
  fi
  packages="$packages \${name:-$wanted}"
done
redis_was_here=$(dpkg-query -W -f '\${db:Status-Status}' redis-server 2>/dev/null || true)
apt-get $options install -y --no-install-recommends --no-remove $packages || exit 1

# Nor may a system service that nobody asked for come up with the next boot.
case "$packages" in *redis-server*)
  if [ "$redis_was_here" != installed ] && [ -d /run/systemd/system ]; then
    systemctl disable redis-server.service >/dev/null 2>&1 || true
  fi ;;
esac
`;

const packagesOf = {
  // client-core has a program that MariaDB's initialisation calls.
  database: ['mariadb-server-core', 'mariadb-client-core'],
  redis: ['redis-server'],
};

/** Whether apt can be used here without asking anybody for a password. */
export async function canUseApt() {
  if (process.platform !== 'linux' || findBinary('apt-get') === undefined) return false;
  return isRoot() || (await capture('sudo', ['-n', 'true'], { timeoutMs: 5000 })).code === 0;
}

/** @param {ServiceName[]} services */
export async function installWithApt(services) {
  const packages = services.flatMap((service) => packagesOf[service]);
  say(`  Not on this machine, and no Docker engine is running: ${services.join(' and ')}.`);
  say(
    `  Installing ${packages.join(', ')} by apt${isRoot() ? '' : ', with sudo'}; no system service is started.`,
  );
  const [command, first] = isRoot() ? ['sh', []] : ['sudo', ['-n', 'sh']];
  await step('apt-get install', async () => {
    const { code, output } = await capture(command, [...first, '-c', script, 'sh', ...packages]);
    if (code !== 0) throw new Failure(`apt could not install ${packages.join(', ')}:\n${output.trimEnd()}`);
  });
}

function isRoot() {
  return process.getuid?.() === 0;
}
