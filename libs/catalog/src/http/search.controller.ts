import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { Public } from '#platform/auth/permissions.js';
import { Cacheable } from '#platform/cache/cacheable.js';
import { CachedRead } from '#platform/cache/cached-read.js';
import { refuseUnknownParameters, textParameter, type RawQuery } from '#platform/http/paging.js';
import { ValidationFailed } from '#platform/http/validation.js';
import { SuggestionsView } from '../queries/list.views.js';
import { SuggestionQueries } from '../queries/suggestion.queries.js';
import { numberParameter } from './filter-parameters.js';
import { maxTextLength } from './list-parameters.js';

const defaultLimit = 8;
const maxLimit = 20;

@ApiTags('Catalogue')
@Public()
@Controller('search')
export class SearchController {
  constructor(private readonly queries: SuggestionQueries) {}

  @Get('suggestions')
  @CachedRead()
  @ApiOperation({
    summary: 'What to offer while somebody is typing',
    description:
      'The last word is taken as the beginning of one; small typing errors are forgiven. Every text that is offered finds something.',
  })
  @ApiQuery({ name: 'q', required: true, example: 'wool swe' })
  @ApiQuery({
    name: 'limit',
    required: false,
    schema: { type: 'integer', minimum: 1, maximum: maxLimit, default: defaultLimit },
  })
  @ApiOkResponse({ type: SuggestionsView })
  async suggestions(@Query() query: RawQuery): Promise<Cacheable<SuggestionsView>> {
    refuseUnknownParameters(query, new Set(['q', 'limit']));
    const text = textParameter(query, 'q', maxTextLength);
    if (text === undefined) throw ValidationFailed.of('q', 'isNotEmpty', 'q must not be empty');
    const limit = numberParameter(query, 'limit', { min: 1, max: maxLimit }) ?? defaultLimit;
    const { items, tags, asOf } = await this.queries.suggestions(text, limit);
    return Cacheable.of({ items }, tags, asOf);
  }
}
