/**
 * The top-level parameters that this API version knows, by operation. Whatever else is sent is refused, as Stripe does.
 * The contract test compares each list with the SDK's own parameter type, so a renamed parameter shows at the next
 * update of the SDK. That a name stands here does not mean that the stand-in does something with it.
 */
const paging = 'created expand limit starting_after ending_before';

export const accepted = {
  'customers.create':
    'address balance business_name cash_balance description email expand individual_name invoice_prefix ' +
    'invoice_settings metadata name next_invoice_sequence payment_method phone preferred_locales shipping source tax ' +
    'tax_exempt tax_id_data test_clock validate',
  'customers.list': `email test_clock ${paging}`,
  'customers.retrieve': 'expand',
  'payment_methods.create':
    'acss_debit affirm afterpay_clearpay alipay allow_redisplay alma amazon_pay au_becs_debit bacs_debit ' +
    'bancontact billie billing_details bizum blik boleto card cashapp crypto custom customer customer_balance ' +
    'eps expand fpx giropay grabpay ideal interac_present kakao_pay klarna konbini kr_card link mb_way ' +
    'metadata mobilepay multibanco naver_pay nz_bank_account oxxo p24 pay_by_bank payco payment_method paynow ' +
    'paypal paypay payto pix promptpay radar_options revolut_pay samsung_pay satispay scalapay sepa_debit ' +
    'sequra sofort sunbit swish twint type upi us_bank_account wechat_pay zip',
  'payment_methods.retrieve': 'expand',
  'payment_intents.create':
    'amount currency allowed_payment_method_types amount_details application_fee_amount automatic_payment_methods ' +
    'capture_method confirm confirmation_method confirmation_token customer customer_account description ' +
    'error_on_requires_action excluded_payment_method_types expand hooks mandate mandate_data metadata off_session ' +
    'on_behalf_of payment_details payment_method payment_method_configuration payment_method_data ' +
    'payment_method_options radar_options receipt_email return_url setup_future_usage shipping statement_descriptor ' +
    'statement_descriptor_suffix transfer_data transfer_group use_stripe_sdk',
  'payment_intents.list': `customer customer_account ${paging}`,
  'payment_intents.retrieve': 'client_secret expand',
  'payment_intents.update':
    'allowed_payment_method_types amount amount_details application_fee_amount capture_method currency customer ' +
    'customer_account description excluded_payment_method_types expand hooks metadata payment_details payment_method ' +
    'payment_method_configuration payment_method_data payment_method_options receipt_email setup_future_usage ' +
    'shipping statement_descriptor statement_descriptor_suffix transfer_data transfer_group',
  'payment_intents.confirm':
    'allowed_payment_method_types amount_details amount_to_confirm capture_method confirmation_token ' +
    'error_on_requires_action excluded_payment_method_types expand hooks mandate mandate_data off_session ' +
    'payment_details payment_method payment_method_data payment_method_options radar_options receipt_email return_url ' +
    'setup_future_usage shipping use_stripe_sdk',
  'payment_intents.cancel': 'cancellation_reason expand',
  'charges.list': `customer payment_intent transfer_group ${paging}`,
  'charges.retrieve': 'expand',
  'balance_transactions.list': `currency payout source type ${paging}`,
  'balance_transactions.retrieve': 'expand',
  'refunds.create':
    'amount charge currency customer expand instructions_email metadata origin payment_intent reason ' +
    'refund_application_fee reverse_transfer',
  'refunds.list': `charge payment_intent ${paging}`,
  'refunds.retrieve': 'expand',
  'disputes.list': `charge payment_intent ${paging}`,
  'disputes.retrieve': 'expand',
  'disputes.close': 'expand',
  'checkout.sessions.create':
    'adaptive_pricing after_expiration allow_promotion_codes allowed_payment_method_types automatic_tax ' +
    'billing_address_collection branding_settings cancel_url client_reference_id consent_collection currency ' +
    'custom_fields custom_text customer customer_account customer_creation customer_email customer_update discounts ' +
    'excluded_payment_method_types expand expires_at integration_identifier invoice_creation line_items locale ' +
    'managed_payments metadata mode name_collection optional_items origin_context payment_intent_data ' +
    'payment_method_collection payment_method_configuration payment_method_data payment_method_options permissions ' +
    'phone_number_collection redirect_on_completion return_url saved_payment_method_options setup_intent_data ' +
    'shipping_address_collection shipping_options submit_type subscription_data success_url tax_id_collection ui_mode ' +
    'wallet_options',
  'checkout.sessions.list': `customer customer_account customer_details payment_intent payment_link status subscription ${paging}`,
  'checkout.sessions.retrieve': 'expand',
  'checkout.sessions.listLineItems': 'expand limit starting_after ending_before',
  'checkout.sessions.expire': 'expand',
  'events.list': `delivery_success type types ${paging}`,
  'events.retrieve': 'expand',
  'webhook_endpoints.create': 'enabled_events url api_version connect description expand metadata',
  'webhook_endpoints.list': 'expand limit starting_after ending_before',
  'webhook_endpoints.delete': '',
} as const;
