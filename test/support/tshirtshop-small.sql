-- A small shop with the tables of a tshirtshop, and with everything in it that can go wrong.
/*!40101 SET NAMES utf8mb4 */;
SET @OLD_UNIQUE_CHECKS = @@UNIQUE_CHECKS, UNIQUE_CHECKS = 0;
CREATE DATABASE /*!32312 IF NOT EXISTS*/ `tshirtshop`;
USE `tshirtshop`;

DROP TABLE IF EXISTS `department`;
CREATE TABLE `department` (
  `department_id` INT NOT NULL AUTO_INCREMENT, -- don't count on it; really
  `name` VARCHAR(100) NOT NULL,
  `description` VARCHAR(1000),
  PRIMARY KEY (`department_id`)
) ENGINE=MyISAM;
CREATE TABLE `category` (
  `category_id` INT NOT NULL AUTO_INCREMENT,
  `department_id` INT NOT NULL,
  `name` VARCHAR(100) NOT NULL,
  `description` VARCHAR(1000),
  PRIMARY KEY (`category_id`),
  KEY `idx_category_department_id` (`department_id`)
) ENGINE=MyISAM AUTO_INCREMENT=5 DEFAULT CHARSET=latin1 COMMENT='shelves; of a kind';
CREATE TABLE `product` (
  `product_id` INT NOT NULL AUTO_INCREMENT,
  `name` VARCHAR(100) NOT NULL,
  `description` VARCHAR(1000) NOT NULL,
  `price` DECIMAL(10,2) NOT NULL,
  `discounted_price` DECIMAL(10,2) NOT NULL DEFAULT '0.00',
  `image` VARCHAR(150),
  `image_2` VARCHAR(150),
  `thumbnail` VARCHAR(150),
  `display` SMALLINT(6) NOT NULL DEFAULT '0',
  PRIMARY KEY (`product_id`),
  FULLTEXT KEY `idx_ft_product_name_description` (`name`, `description`)
) ENGINE=MyISAM;
CREATE TABLE `product_category` (
  `product_id` INT NOT NULL,
  `category_id` INT NOT NULL,
  PRIMARY KEY (`product_id`, `category_id`)
) ENGINE=MyISAM;
CREATE TABLE `attribute` (
  `attribute_id` INT NOT NULL AUTO_INCREMENT,
  `name` VARCHAR(100) NOT NULL,
  PRIMARY KEY (`attribute_id`)
) ENGINE=MyISAM;
CREATE TABLE `attribute_value` (
  `attribute_value_id` INT NOT NULL AUTO_INCREMENT,
  `attribute_id` INT NOT NULL,
  `value` VARCHAR(100) NOT NULL,
  PRIMARY KEY (`attribute_value_id`),
  KEY `idx_attribute_value_attribute_id` (`attribute_id`)
) ENGINE=MyISAM;
CREATE TABLE `product_attribute` (
  `product_id` INT NOT NULL,
  `attribute_value_id` INT NOT NULL,
  PRIMARY KEY (`product_id`, `attribute_value_id`)
) ENGINE=MyISAM;
CREATE TABLE `shopping_cart` (
  `item_id` INT NOT NULL AUTO_INCREMENT,
  `cart_id` CHAR(32) NOT NULL,
  `product_id` INT NOT NULL,
  `attributes` VARCHAR(1000) NOT NULL,
  `quantity` INT NOT NULL,
  `buy_now` BOOL NOT NULL DEFAULT true,
  `added_on` DATETIME NOT NULL,
  PRIMARY KEY (`item_id`),
  KEY `idx_shopping_cart_cart_id` (`cart_id`)
) ENGINE=MyISAM;
CREATE TABLE `orders` (
  `order_id` INT NOT NULL AUTO_INCREMENT,
  `total_amount` DECIMAL(10,2) NOT NULL DEFAULT '0.00',
  `created_on` DATETIME NOT NULL,
  `shipped_on` DATETIME,
  `status` INT NOT NULL DEFAULT '0',
  `comments` VARCHAR(255),
  `customer_id` INT,
  `auth_code` VARCHAR(50),
  `reference` VARCHAR(50),
  `shipping_id` INT,
  `tax_id` INT,
  PRIMARY KEY (`order_id`),
  KEY `idx_orders_customer_id` (`customer_id`),
  KEY `idx_orders_shipping_id` (`shipping_id`),
  KEY `idx_orders_tax_id` (`tax_id`)
) ENGINE=MyISAM;
CREATE TABLE `order_detail` (
  `item_id` INT NOT NULL AUTO_INCREMENT,
  `order_id` INT NOT NULL,
  `product_id` INT NOT NULL,
  `attributes` VARCHAR(1000) NOT NULL,
  `product_name` VARCHAR(100) NOT NULL,
  `quantity` INT NOT NULL,
  `unit_cost` DECIMAL(10,2) NOT NULL,
  PRIMARY KEY (`item_id`),
  KEY `idx_order_detail_order_id` (`order_id`)
) ENGINE=MyISAM;
CREATE TABLE `shipping_region` (
  `shipping_region_id` INT NOT NULL AUTO_INCREMENT,
  `shipping_region` VARCHAR(100) NOT NULL,
  PRIMARY KEY (`shipping_region_id`)
) ENGINE=MyISAM;
CREATE TABLE `customer` (
  `customer_id` INT NOT NULL AUTO_INCREMENT,
  `name` VARCHAR(50) NOT NULL,
  `email` VARCHAR(100) NOT NULL,
  `password` VARCHAR(100) NOT NULL,
  `credit_card` TEXT,
  `address_1` VARCHAR(100),
  `address_2` VARCHAR(100),
  `city` VARCHAR(100),
  `region` VARCHAR(100),
  `postal_code` VARCHAR(100),
  `country` VARCHAR(100),
  `shipping_region_id` INT NOT NULL default '1',
  `day_phone` varchar(100),
  `eve_phone` varchar(100),
  `mob_phone` varchar(100),
  PRIMARY KEY (`customer_id`),
  UNIQUE KEY `idx_customer_email` (`email`),
  KEY `idx_customer_shipping_region_id` (`shipping_region_id`)
) ENGINE=MyISAM;
CREATE TABLE `shipping` (
  `shipping_id` INT NOT NULL AUTO_INCREMENT,
  `shipping_type` VARCHAR(100) NOT NULL,
  `shipping_cost` NUMERIC(10, 2) NOT NULL,
  `shipping_region_id` INT NOT NULL,
  PRIMARY KEY (`shipping_id`),
  KEY `idx_shipping_shipping_region_id` (`shipping_region_id`)
) ENGINE=MyISAM;
CREATE TABLE `tax` (
  `tax_id` INT NOT NULL AUTO_INCREMENT,
  `tax_type` VARCHAR(100) NOT NULL,
  `tax_percentage` NUMERIC(10, 2) NOT NULL,
  PRIMARY KEY (`tax_id`)
) ENGINE=MyISAM;
CREATE TABLE `audit` (
  `audit_id` INT NOT NULL AUTO_INCREMENT,
  `order_id` INT NOT NULL,
  `created_on` DATETIME NOT NULL,
  `message` TEXT NOT NULL,
  `code` INT NOT NULL,
  PRIMARY KEY (`audit_id`),
  KEY `idx_audit_order_id` (`order_id`)
) ENGINE=MyISAM;
CREATE TABLE `review` (
  `review_id` INT NOT NULL AUTO_INCREMENT,
  `customer_id` INT NOT NULL,
  `product_id` INT NOT NULL,
  `review` TEXT NOT NULL,
  `rating` SMALLINT NOT NULL,
  `created_on` DATETIME NOT NULL,
  PRIMARY KEY (`review_id`),
  KEY `idx_review_customer_id` (`customer_id`),
  KEY `idx_review_product_id` (`product_id`)
) ENGINE=MyISAM;

/* Rows; with
   every kind of quote. */
LOCK TABLES `department` WRITE;
/*!40000 ALTER TABLE `department` DISABLE KEYS */;
INSERT INTO `department` (`department_id`, `name`, `description`) VALUES
  (1, 'Sea & Coast', 'Salt; wind; and ''gulls'''), # the wet one
  (2, "Hills", NULL);
/*!40000 ALTER TABLE `department` ENABLE KEYS */;
UNLOCK TABLES;
INSERT INTO category VALUES (1, 1, 'Harbours', 'Ropes -- and boats'), (2, 1, 'Birds', ' /* feathers */ '),
  (3, 2, 'Sheep', 'Wool'), (4, 9, 'Of no department', '');
INSERT INTO `product` (`product_id`, `name`, `description`, `price`, `discounted_price`, `image`, `image_2`, `thumbnail`, `display`) VALUES
  (1, 'Lighthouse; by night', 'It''s dark -- and \'bright\'; DROP TABLE product; \\', 19.99, 14.99, 'lighthouse.gif', 'lighthouse-2.gif', 'lighthouse-thumbnail.gif', 1),
  (2, 'Lighthouse; by night', 'The same name once more.', 20.00, 0.00, 'night.gif', 'night.gif', NULL, 0),
  (3, 'Gull''s "Cry"', 'Loud.', 10.00, 12.00, '../gull.gif', '', 'gull.gif', 3),
  (4, 'On no shelf', 'Nobody finds it.', 5.00, 0.00, NULL, NULL, NULL, 0),
  (5, '  ', 'It has no name.', 5.00, 0.00, NULL, NULL, NULL, 0),
  (6, 'Free lunch', 'There is none.', 0.00, 0.00, NULL, NULL, NULL, 0),
  (7, 'Search', 'A word that addresses have a use for.', 9.50, 9.49, 'search.gif', NULL, NULL, 0),
  (8, 'Ünïcode 🐑 wool', 'Grüße, 羊', 30.00, 0.00, NULL, NULL, NULL, 0);
INSERT INTO `product_category` (`product_id`, `category_id`) VALUES
  (1, 1), (2, 1), (3, 1), (3, 2), (7, 2), (8, 3), (5, 1), (99, 1), (1, 77);
INSERT INTO `attribute` VALUES (1, 'Size'), (2, 'Color');
INSERT INTO `attribute_value` VALUES (1, 1, 'S'), (2, 1, 'M'), (3, 1, 'L'), (4, 2, 'Red'), (5, 2, 'Blue'), (6, 7, 'Of no attribute');
INSERT INTO `product_attribute` (`product_id`, `attribute_value_id`)
  SELECT `p`.`product_id`, `av`.`attribute_value_id`
  FROM `product` `p`, `attribute_value` `av`
  WHERE p.product_id = 1 AND av.attribute_value_id < 6;
INSERT INTO `product_attribute` VALUES (2, 1), (2, 2), (2, 50), (3, 4), (7, 1), (7, 4), (7, 5), (99, 1);
INSERT INTO `shopping_cart` VALUES (1, 'abc', 1, 'Color/Size: Red/S', 1, true, NOW()), (2, 'abc', 2, '', 1, false, NOW());
INSERT INTO `shipping_region` VALUES (1, 'Please Select'), (2, 'Germany, Austria & Atlantis'), (3, 'Rest of the World');
INSERT INTO `shipping` VALUES (1, 'Next Day Delivery', 30.00, 2), (2, '2-5 days (\$4.50)', 4.50, 2), (3, 'By balloon', 99.00, 3),
  (4, 'To nowhere', 1.00, 1), (5, 'For less than nothing', -1.00, 3);
INSERT INTO `tax` VALUES (1, 'Sales Tax at 7.75%', 7.75), (2, 'No Tax', 0.00);
INSERT INTO `customer` (`customer_id`, `name`, `email`, `password`, `credit_card`, `address_1`, `address_2`, `city`, `region`, `postal_code`,
  `country`, `shipping_region_id`, `day_phone`, `eve_phone`, `mob_phone`) VALUES
  (1, 'Ada Small', 'ada@small.example', 'f7c3bc1d808e04732adf679965ccc34ca7ae3441', '4111111111111111', '1 Pier Road', 'Loft', 'Hamburg', 'HH', '20095', 'Germany', 2, '+49 40 1111', '+49 40 2222', '+49 170 3333'),
  (2, 'Bob Small', 'BOB@small.example', 'f7c3bc1d808e04732adf679965ccc34ca7ae3442', '', NULL, NULL, NULL, NULL, NULL, NULL, 1, '12345', NULL, NULL),
  (3, 'Ada Again', 'Ada@Small.example', 'f7c3bc1d808e04732adf679965ccc34ca7ae3443', '5555555555554444', NULL, NULL, NULL, NULL, NULL, NULL, 1, NULL, NULL, NULL),
  (4, 'Nobody', 'not-an-address', 'f7c3bc1d808e04732adf679965ccc34ca7ae3444', '4242424242424242', '2 Pier Road', NULL, 'Bremen', NULL, '28195', 'de', 2, NULL, NULL, NULL),
  (5, 'Eve <b>', 'eve@small.example', 'f7c3bc1d808e04732adf679965ccc34ca7ae3445', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, NULL, NULL, NULL),
  (6, 'Carol Small', 'carol@small.example', 'f7c3bc1d808e04732adf679965ccc34ca7ae3446', NULL, '3 Pier Road', NULL, 'Poseidonis', NULL, '', 'Atlantis', 1, NULL, NULL, 'call me');
INSERT INTO `orders` VALUES
  (1, 39.98, '2009-03-01 10:00:00', '2009-03-04 12:30:00', 8, 'Leave it; at the \'pier\'', 1, 'A1', 'R-77', 2, 1),
  (2, 20.00, '0000-00-00 00:00:00', NULL, 0, NULL, 2, NULL, NULL, 3, 2),
  (3, 99.99, '2009-04-01 00:00:00', NULL, 6, NULL, 4, NULL, NULL, NULL, NULL),
  (4, 10.00, '2009-05-01 00:00:00', NULL, 8, NULL, 1, NULL, NULL, 1, 1),
  (5, 10.00, '2009-06-01 00:00:00', NULL, 9, NULL, NULL, NULL, NULL, 1, 1);
INSERT INTO `order_detail` VALUES
  (1, 1, 1, 'Color/Size: Blue/M', 'Lighthouse; by night', 2, 14.99), (2, 1, 3, 'Color: Red', 'Gull''s "Cry"', 1, 10.00),
  (3, 2, 2, 'Size: S', 'Lighthouse; by night', 1, 20.00), (4, 3, 99, 'Size: XXL', 'Long gone', 1, 88.00),
  (5, 5, 8, '', 'Ünïcode 🐑 wool', 1, 10.00), (6, 5, 8, '', 'Less than one', 0, 10.00), (7, 77, 1, '', 'Of no order', 1, 1.00);
INSERT INTO `audit` VALUES (1, 1, '2009-03-01 10:00:01', 'Order Processor started; \'really\'.', 10000), (2, 1, '2009-03-04 12:30:00', 'Done.', 10002);
INSERT INTO `review` VALUES (1, 1, 1, 'Shines;\nevery night.', 5, '2009-03-10 08:00:00'), (2, 1, 1, 'Still does.', 4, '2010-01-01 00:00:00'),
  (3, 2, 5, 'Of a product without a name.', 3, '2009-03-11 00:00:00'), (4, 2, 3, 'Eleven of ten.', 11, '2009-03-12 00:00:00'),
  (5, 2, 7, 'Found it.', 4, '2009-03-13 00:00:00'), (6, 4, 1, 'By somebody without an address.', 1, '2009-03-14 00:00:00');

DELIMITER $$
CREATE PROCEDURE catalog_clear()
BEGIN
  -- Don't; really don't.
  DELETE FROM product; DROP TABLE products; /* $ */ SELECT 'it''s; $ gone' AS result;
END$$
CREATE DEFINER=`root`@`localhost` PROCEDURE catalog_count(IN inName VARCHAR(100))
BEGIN
  PREPARE statement FROM "SELECT COUNT(*) FROM product WHERE name = ?";
END$$
DELIMITER ;
