import { Controller, Get, Param } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Public } from '#platform/auth/permissions.js';
import { Cacheable } from '#platform/cache/cacheable.js';
import { CachedRead } from '#platform/cache/cached-read.js';
import { Problem } from '#platform/http/problem.js';
import { WHOLE_SHOP } from '../domain/scope.js';
import { CategoryList, CategoryView, DepartmentList, DepartmentView } from '../queries/catalog.views.js';
import { ShelfQueries } from '../queries/shelf.queries.js';
import { scopeTags } from './shelf-tags.js';

@ApiTags('Catalogue')
@Public()
@Controller('departments')
export class DepartmentsController {
  constructor(private readonly shelves: ShelfQueries) {}

  @Get()
  @CachedRead()
  @ApiOperation({ summary: 'All departments with their categories' })
  @ApiOkResponse({ type: DepartmentList })
  async list(): Promise<Cacheable<DepartmentList>> {
    const items = await this.shelves.departments();
    return Cacheable.of({ items }, scopeTags([{ id: WHOLE_SHOP }, ...items.flatMap(withCategories)]));
  }

  @Get(':slug')
  @CachedRead()
  @ApiOperation({ summary: 'One department with its categories' })
  @ApiParam({ name: 'slug', example: 'wardrobe' })
  @ApiOkResponse({ type: DepartmentView })
  @ApiNotFoundResponse({ type: Problem })
  async department(@Param('slug') slug: string): Promise<Cacheable<DepartmentView>> {
    const department = await this.shelves.department(slug);
    return Cacheable.of(department, scopeTags(withCategories(department)));
  }
}

function withCategories(department: DepartmentView): { id: string }[] {
  return [department, ...department.categories];
}

@ApiTags('Catalogue')
@Public()
@Controller('categories')
export class CategoriesController {
  constructor(private readonly shelves: ShelfQueries) {}

  @Get()
  @CachedRead()
  @ApiOperation({ summary: 'All categories, in the order of their departments' })
  @ApiOkResponse({ type: CategoryList })
  async list(): Promise<Cacheable<CategoryList>> {
    const items = await this.shelves.categories();
    return Cacheable.of({ items }, scopeTags([{ id: WHOLE_SHOP }, ...items]));
  }

  @Get(':slug')
  @CachedRead()
  @ApiOperation({ summary: 'One category' })
  @ApiParam({ name: 'slug', example: 'knitwear' })
  @ApiOkResponse({ type: CategoryView })
  @ApiNotFoundResponse({ type: Problem })
  async category(@Param('slug') slug: string): Promise<Cacheable<CategoryView>> {
    const category = await this.shelves.category(slug);
    // The shop: it names its department, which is told with the shop when it is renamed.
    return Cacheable.of(category, scopeTags([{ id: WHOLE_SHOP }, category]));
  }
}
