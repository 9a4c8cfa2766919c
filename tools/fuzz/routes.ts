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
    return this.patterns.find(
      ({ operation, pattern }) => operation.method === asked && pattern.test(pathname),
    )?.operation;
  }
}

function parametersIn({ path }: Operation): number {
  return path.split('{').length;
}

function patternOf(path: string): RegExp {
  const escaped = path.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{[^{}]+\}/g, '[^/]+');
  return new RegExp(`^${escaped}$`);
}
