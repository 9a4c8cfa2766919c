import type { Operation } from './document.js';

/** Which operation of the document a request arrives at, as the router chooses: fixed words before parameters. */
export class Routes {
  private readonly patterns: readonly { readonly operation: Operation; readonly pattern: RegExp }[];

  constructor(operations: readonly Operation[]) {
    this.patterns = [...operations]
      .sort((one, other) => parametersIn(one) - parametersIn(other))
      .map((operation) => ({ operation, pattern: patternOf(operation.path) }));
  }

  at(method: string, path: string): Operation | undefined {
    const asked = method === 'HEAD' ? 'GET' : method;
    const [pathname = ''] = path.split('?', 1);
    const fitting = this.patterns.filter(({ pattern }) => pattern.test(pathname));
    const found = fitting.find(({ operation }) => operation.method === asked)?.operation;
    // A fixed word that takes another method may be a page for people, too: those stand in no document.
    const isPage = asked === 'GET' && fitting.some(({ operation }) => operation.path === pathname);
    return isPage && found?.path !== pathname ? undefined : found;
  }
}

function parametersIn({ path }: Operation): number {
  return path.split('{').length;
}

function patternOf(path: string): RegExp {
  const escaped = path.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{[^{}]+\}/g, '[^/]+');
  return new RegExp(`^${escaped}$`);
}
