# Read by the MySQL image when it makes an empty database: the two accounts that the shop wants.
# The one for running may change rows only, the other owns the schema and runs the migrations.
option=
# For tests, which make databases of their own.
if [ "$TRADEPOST_ADMIN_REALM" = '*.*' ]; then option='WITH GRANT OPTION'; fi
docker_process_sql --database=mysql <<SQL
CREATE USER 'tradepost'@'%' IDENTIFIED BY '${TRADEPOST_PASSWORD}';
GRANT SELECT, INSERT, UPDATE, DELETE ON tradepost.* TO 'tradepost'@'%';
CREATE USER 'tradepost_admin'@'%' IDENTIFIED BY '${TRADEPOST_ADMIN_PASSWORD}';
GRANT ALL PRIVILEGES ON ${TRADEPOST_ADMIN_REALM} TO 'tradepost_admin'@'%' ${option};
GRANT ALL PRIVILEGES ON \`tradepost\\_import\\_%\`.* TO 'tradepost_admin'@'%';
SQL
