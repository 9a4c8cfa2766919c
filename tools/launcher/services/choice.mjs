// @ts-check

/** @typedef {'configured' | 'binary' | 'docker' | 'apt'} Source */
/**
 * @typedef {object} Possibilities each is asked only when those before it are out
 * @property {string | undefined} configured the address that the user has given
 * @property {Source | undefined} remembered where the data of the last start is
 * @property {() => Promise<boolean>} binary
 * @property {() => Promise<boolean>} docker
 * @property {() => Promise<boolean>} apt
 */

/**
 * Where a service comes from: what the user has pointed at; else programs on this machine, a running Docker engine, apt.
 * What served last time goes before its betters, because the data is there.
 * @param {Possibilities} possibilities
 * @returns {Promise<Source | undefined>}
 */
export async function chooseSource({ configured, remembered, binary, docker, apt }) {
  if (configured !== undefined && configured !== '') return 'configured';
  if (remembered === 'docker' && (await docker())) return 'docker';
  if (await binary()) return 'binary';
  if (await docker()) return 'docker';
  return (await apt()) ? 'apt' : undefined;
}
