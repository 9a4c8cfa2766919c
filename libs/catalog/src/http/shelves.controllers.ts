import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Public } from '#platform/auth/permissions.js';
import { Problem } from '#platform/http/problem.js';
import { CategoryList, CategoryView, DepartmentList, DepartmentView } from '../queries/catalog.views.js';
import { ShelfQueries } from '../queries/shelf.queries.js';
import { publicRead } from './cache-control.js';

@ApiTags('Catalogue')
@Public()
@Controller('departments')
export class DepartmentsController {
  constructor(private readonly shelves: ShelfQueries) {}

  @Get()
  @Header('Cache-Control', publicRead)
  @ApiOperation({ summary: 'All departments with their categories' })
  @ApiOkResponse({ type: DepartmentList })
  async list(): Promise<DepartmentList> {
    return { items: await this.shelves.departments() };
  }

  @Get(':slug')
  @Header('Cache-Control', publicRead)
  @ApiOperation({ summary: 'One department with its categories' })
  @ApiParam({ name: 'slug', example: 'wardrobe' })
  @ApiOkResponse({ type: DepartmentView })
  @ApiNotFoundResponse({ type: Problem })
  department(@Param('slug') slug: string): Promise<DepartmentView> {
    return this.shelves.department(slug);
  }
}

@ApiTags('Catalogue')
@Public()
@Controller('categories')
export class CategoriesController {
  constructor(private readonly shelves: ShelfQueries) {}

  @Get()
  @Header('Cache-Control', publicRead)
  @ApiOperation({ summary: 'All categories, in the order of their departments' })
  @ApiOkResponse({ type: CategoryList })
  async list(): Promise<CategoryList> {
    return { items: await this.shelves.categories() };
  }

  @Get(':slug')
  @Header('Cache-Control', publicRead)
  @ApiOperation({ summary: 'One category' })
  @ApiParam({ name: 'slug', example: 'knitwear' })
  @ApiOkResponse({ type: CategoryView })
  @ApiNotFoundResponse({ type: Problem })
  category(@Param('slug') slug: string): Promise<CategoryView> {
    return this.shelves.category(slug);
  }
}
