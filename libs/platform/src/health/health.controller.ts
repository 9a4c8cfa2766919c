import { Controller, Get, Header, Headers, Res, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { SkipThrottle } from '@nestjs/throttler';
import type { FastifyReply } from 'fastify';
import { Forbidden } from '../auth/errors.js';
import { Public } from '../auth/permissions.js';
import { Config } from '../config/config.js';
import { Metrics } from '../observability/metrics.js';
import { isSameText } from '../security/same-text.js';
import { Health, type Readiness } from './health.js';

@ApiTags('Operators')
@SkipThrottle()
@Public()
@Controller({ version: VERSION_NEUTRAL })
export class HealthController {
  constructor(
    private readonly health: Health,
    private readonly metrics: Metrics,
    private readonly config: Config,
  ) {}

  @Get('health/live')
  @ApiOperation({ summary: 'Is the process alive?' })
  live(): { status: 'live' } {
    return { status: 'live' };
  }

  /** In production the services behind are nobody's business. */
  @Get('health/ready')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Can it serve? 503 only without the database; the rest is reported as degraded.' })
  async ready(
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Readiness | Pick<Readiness, 'status'>> {
    const readiness = await this.health.readiness();
    void reply.status(readiness.status === 'down' ? 503 : 200);
    return this.config.appEnv === 'production' ? { status: readiness.status } : readiness;
  }

  @Get('metrics')
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Prometheus figures; needs the header X-Metrics-Token when METRICS_TOKEN is set.',
  })
  async figures(
    @Headers('x-metrics-token') token: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const { metricsToken } = this.config.operators;
    if (metricsToken !== undefined && !isSameText(token, metricsToken)) throw new Forbidden('metrics');
    void reply.header('content-type', this.metrics.registry.contentType);
    return this.metrics.registry.metrics();
  }
}
