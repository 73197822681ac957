/*
 * Stands between a process and its disk: writes down, in the order in which they end, what is done to the files of one
 * folder, and can play a full disk. Loaded with LD_PRELOAD; Disk.java starts processes with it and reads the journal.
 *
 * A record is: kind (1 byte), inode (8), number (8), length (4), and so many bytes. Numbers are in the byte order of the
 * machine. Kinds:
 *   O  a name was opened and is new      bytes: path
 *   W  bytes were written                number: offset        bytes: what
 *   T  a file got another size           number: size
 *   S  a file or folder was synced       number: records before its beginning, which are what it is sure to cover
 *   R  a file was renamed                bytes: from, a zero, to
 *   U  a name was removed                bytes: path
 * Everything else, such as sync_file_range, makes nothing durable and is left out.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#define MANY_FILES 65536

static const char *folder, *full;
static size_t folder_length;
static int journal = -1;
static uint64_t records;
static uint64_t inodes[MANY_FILES]; /* by descriptor; 0 for files that are not ours */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

__attribute__((constructor)) static void begin(void) {
  const char *path = getenv("DISK_JOURNAL");
  full = getenv("DISK_FULL");
  folder = getenv("DISK_FOLDER");
  folder_length = folder ? strlen(folder) : 0;
  if (path)
    journal = REAL(open)(path, O_CREAT | O_WRONLY | O_APPEND, 0600);
}

static int is_ours(const char *path) {
  return folder && path && strncmp(path, folder, folder_length) == 0 &&
         (path[folder_length] == '/' || path[folder_length] == 0);
}

static uint64_t inode(int fd) { return fd >= 0 && fd < MANY_FILES ? inodes[fd] : 0; }

/* With the lock held. */
static void record(char kind, uint64_t file, uint64_t number, const void *bytes, size_t length) {
  if (journal < 0)
    return;
  char head[21];
  uint32_t n = (uint32_t)length;
  head[0] = kind;
  memcpy(head + 1, &file, 8);
  memcpy(head + 9, &number, 8);
  memcpy(head + 17, &n, 4);
  struct iovec parts[] = {{head, sizeof head}, {(void *)bytes, length}};
  if (writev(journal, parts, 2) != (ssize_t)(sizeof head + length))
    abort();
  records++;
}

static int is_full(int fd) {
  if (!full || !inode(fd) || access(full, F_OK) != 0)
    return 0;
  errno = ENOSPC;
  return 1;
}

static int opened(int fd, const char *path, int flags, int existed) {
  struct stat status;
  if (fd >= 0 && fd < MANY_FILES && fstat(fd, &status) == 0) {
    inodes[fd] = status.st_ino;
    if (!existed)
      record('O', status.st_ino, 0, path, strlen(path));
    else if (flags & O_TRUNC)
      record('T', status.st_ino, 0, "", 0);
  }
  return fd;
}

#define OPEN(name)                                                                                                     \
  int name(const char *path, int flags, ...) {                                                                         \
    va_list more;                                                                                                      \
    va_start(more, flags);                                                                                             \
    mode_t mode = flags & O_CREAT ? va_arg(more, mode_t) : 0;                                                          \
    va_end(more);                                                                                                      \
    if (!is_ours(path))                                                                                                \
      return REAL(name)(path, flags, mode);                                                                            \
    pthread_mutex_lock(&lock);                                                                                         \
    int existed = access(path, F_OK) == 0;                                                                             \
    int fd = opened(REAL(name)(path, flags, mode), path, flags, existed);                                              \
    pthread_mutex_unlock(&lock);                                                                                       \
    return fd;                                                                                                         \
  }
OPEN(open)
OPEN(open64)

int close(int fd) {
  if (inode(fd))
    inodes[fd] = 0;
  return REAL(close)(fd);
}

ssize_t write(int fd, const void *bytes, size_t count) {
  if (!inode(fd))
    return REAL(write)(fd, bytes, count);
  if (is_full(fd))
    return -1;
  pthread_mutex_lock(&lock);
  ssize_t written = REAL(write)(fd, bytes, count);
  if (written > 0)
    record('W', inode(fd), lseek(fd, 0, SEEK_CUR) - written, bytes, written);
  pthread_mutex_unlock(&lock);
  return written;
}

#define PWRITE(name)                                                                                                   \
  ssize_t name(int fd, const void *bytes, size_t count, off_t offset) {                                                \
    if (!inode(fd))                                                                                                    \
      return REAL(name)(fd, bytes, count, offset);                                                                     \
    if (is_full(fd))                                                                                                   \
      return -1;                                                                                                       \
    pthread_mutex_lock(&lock);                                                                                         \
    ssize_t written = REAL(name)(fd, bytes, count, offset);                                                            \
    if (written > 0)                                                                                                   \
      record('W', inode(fd), offset, bytes, written);                                                                  \
    pthread_mutex_unlock(&lock);                                                                                       \
    return written;                                                                                                    \
  }
PWRITE(pwrite)
PWRITE(pwrite64)

#define TRUNCATE(name)                                                                                                 \
  int name(int fd, off_t size) {                                                                                       \
    pthread_mutex_lock(&lock);                                                                                         \
    int result = REAL(name)(fd, size);                                                                                 \
    if (result == 0 && inode(fd))                                                                                      \
      record('T', inode(fd), size, "", 0);                                                                             \
    pthread_mutex_unlock(&lock);                                                                                       \
    return result;                                                                                                     \
  }
TRUNCATE(ftruncate)
TRUNCATE(ftruncate64)

#define SYNC(name)                                                                                                     \
  int name(int fd) {                                                                                                   \
    pthread_mutex_lock(&lock);                                                                                         \
    uint64_t before = records;                                                                                         \
    pthread_mutex_unlock(&lock);                                                                                       \
    int result = REAL(name)(fd);                                                                                       \
    pthread_mutex_lock(&lock);                                                                                         \
    if (result == 0 && inode(fd))                                                                                      \
      record('S', inode(fd), before, "", 0);                                                                           \
    pthread_mutex_unlock(&lock);                                                                                       \
    return result;                                                                                                     \
  }
SYNC(fsync)
SYNC(fdatasync)

int rename(const char *from, const char *to) {
  if (!is_ours(from))
    return REAL(rename)(from, to);
  pthread_mutex_lock(&lock);
  int result = REAL(rename)(from, to);
  if (result == 0) {
    size_t a = strlen(from) + 1, b = strlen(to);
    char both[a + b];
    memcpy(both, from, a);
    memcpy(both + a, to, b);
    record('R', 0, 0, both, a + b);
  }
  pthread_mutex_unlock(&lock);
  return result;
}

int unlink(const char *path) {
  if (!is_ours(path))
    return REAL(unlink)(path);
  pthread_mutex_lock(&lock);
  int result = REAL(unlink)(path);
  if (result == 0)
    record('U', 0, 0, path, strlen(path));
  pthread_mutex_unlock(&lock);
  return result;
}
