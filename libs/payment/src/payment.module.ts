import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { OrderingModule } from '#ordering';
import { CancelOrder } from './application/cancel-order.js';
import { CarryOutRefund } from './application/carry-out-refund.js';
import { EndUnpaidOrder } from './application/end-unpaid-order.js';
import { ExpireOverdueOrders } from './application/expire-overdue-orders.js';
import { OpenAtStripe } from './application/open-at-stripe.js';
import { Payers } from './application/payers.js';
import { ProcessStripeEvent } from './application/process-stripe-event.js';
import { ReceiveWebhook } from './application/receive-webhook.js';
import { ReconcilePayments } from './application/reconcile-payments.js';
import { RecordDispute } from './application/record-dispute.js';
import { RecordRefunds } from './application/record-refunds.js';
import { RecoverMissedEvents } from './application/recover-missed-events.js';
import { RefundUnacceptedPayment } from './application/refund-unaccepted-payment.js';
import { ReturnFromPayment } from './application/return-from-payment.js';
import { ReturnPage } from './application/return-page.js';
import { SettlePayment } from './application/settle-payment.js';
import { StartPayment } from './application/start-payment.js';
import { StopPayment } from './application/stop-payment.js';
import { StripeGateway } from './application/stripe-gateway.js';
import { StripeInbox } from './application/stripe-inbox.js';
import { TakeUpPayment } from './application/take-up-payment.js';
import { Disputes } from './domain/disputes.js';
import { Payments } from './domain/payments.js';
import { Refunds } from './domain/refunds.js';
import { Ledger } from './infrastructure/ledger.js';
import { MysqlDisputes } from './infrastructure/mysql-disputes.js';
import { MysqlPayers } from './infrastructure/mysql-payers.js';
import { MysqlPayments } from './infrastructure/mysql-payments.js';
import { MysqlRefunds } from './infrastructure/mysql-refunds.js';
import { MysqlStripeInbox } from './infrastructure/mysql-stripe-inbox.js';
import { paymentMappings } from './infrastructure/payment.mapping.js';
import { StripeSdkGateway } from './infrastructure/stripe-sdk-gateway.js';
import { PaymentQueries } from './queries/payment.queries.js';
import { PersonalPayments } from './queries/personal-payments.queries.js';

const adapters = [
  Ledger,
  { provide: Payments, useClass: MysqlPayments },
  { provide: Payers, useClass: MysqlPayers },
  { provide: Refunds, useClass: MysqlRefunds },
  { provide: Disputes, useClass: MysqlDisputes },
  { provide: StripeInbox, useClass: MysqlStripeInbox },
  { provide: StripeGateway, useClass: StripeSdkGateway },
];

/** What the doors and the schedules call. */
const entrances = [
  CancelOrder,
  ExpireOverdueOrders,
  PaymentQueries,
  PersonalPayments,
  ProcessStripeEvent,
  ReceiveWebhook,
  ReconcilePayments,
  RecoverMissedEvents,
  RefundUnacceptedPayment,
  ReturnFromPayment,
  StartPayment,
];

const steps = [
  CarryOutRefund,
  EndUnpaidOrder,
  OpenAtStripe,
  RecordDispute,
  RecordRefunds,
  ReturnPage,
  SettlePayment,
  StopPayment,
  TakeUpPayment,
];

@Module({
  imports: [OrderingModule, TypeOrmModule.forFeature(paymentMappings)],
  providers: [...adapters, ...entrances, ...steps],
  exports: [...entrances, Payers],
})
export class PaymentModule {}
