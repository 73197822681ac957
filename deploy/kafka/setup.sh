#!/usr/bin/env bash
# Who may do what on Kafka, as rules of the broker. Run as often as wanted; needs KAFKA_ADMIN, the password of admin.
# Each service makes and writes its own topics, reads those it hears, and is nobody else in groups and transactions. The
# broker of one machine has the same rules (KafkaRules).
set -euo pipefail

bin=${KAFKA_BIN:-/opt/kafka/bin}
server=${KAFKA_SERVER:-kafka:9092}
config=$(mktemp)
trap 'rm -f "$config"' EXIT
cat >"$config" <<CONFIG
security.protocol=SASL_PLAINTEXT
sasl.mechanism=PLAIN
sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username="admin" password="$KAFKA_ADMIN";
CONFIG

allow() {
  local principal=$1
  shift
  "$bin/kafka-acls.sh" --bootstrap-server "$server" --command-config "$config" --add --allow-principal "User:$principal" "$@"
}

# service, the topics it writes, the topics it hears
service() {
  local name=$1 topic writes=() hears=()
  for topic in $2; do writes+=(--topic "$topic"); done
  for topic in $3; do hears+=(--topic "$topic"); done
  allow "$name" --operation Create --operation Write --operation Describe "${writes[@]}"
  allow "$name" --operation Read --operation Describe "${hears[@]}"
  allow "$name" --operation Read --group "nachweis-$name"
  allow "$name" --operation Write --operation Describe --resource-pattern-type prefixed \
    --transactional-id "nachweis-$name-publication-"
}

service consent "nachweis.consent nachweis.consents nachweis.consents.state" "nachweis.newsletter nachweis.subjects"
service lead "nachweis.lead" "nachweis.consent nachweis.subjects"
service newsletter "nachweis.newsletter" "nachweis.consent nachweis.consents nachweis.subjects"
service rights "nachweis.rights nachweis.subjects" \
  "nachweis.consent nachweis.lead nachweis.newsletter nachweis.rights nachweis.subjects"
