import { Param, type PipeTransform } from '@nestjs/common';
import { parseId, type DomainError, type Id } from '#shared-kernel';

/** An id in the path. What is none names nothing that there is, so it is answered like an unknown one. */
export function IdOf(name: string, NotFound: new () => DomainError): ParameterDecorator {
  const pipe: PipeTransform<string, Id<string>> = {
    transform: (text) => {
      const id = parseId(text);
      if (id === undefined) throw new NotFound();
      return id;
    },
  };
  return Param(name, pipe);
}
