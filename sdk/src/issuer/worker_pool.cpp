#include "issuer/worker_pool.h"

#include <algorithm>

namespace skan::issuer {
namespace {

constexpr std::size_t kSlice = 256;  // some ten milliseconds of signing

}  // namespace

void WorkerPool::Job::wait() {
  std::unique_lock lock(mutex_);
  done_.wait(lock, [this] { return left_ == 0; });
  if (failure_) std::rethrow_exception(failure_);
}

WorkerPool::WorkerPool(unsigned threads) {
  for (unsigned i = 0; i < std::max(1u, threads); ++i) threads_.emplace_back([this] { work(); });
}

WorkerPool::~WorkerPool() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  wake_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

std::shared_ptr<WorkerPool::Job> WorkerPool::start(std::size_t count, Slice slice) {
  auto job = std::make_shared<Job>();
  job->slice_ = std::move(slice);
  job->left_ = (count + kSlice - 1) / kSlice;
  {
    const std::lock_guard lock(mutex_);
    for (std::size_t at = 0; at < count; at += kSlice) tasks_.push_back({job, at, std::min(count, at + kSlice)});
  }
  wake_.notify_all();
  return job;
}

void WorkerPool::work() {
  for (;;) {
    std::unique_lock lock(mutex_);
    wake_.wait(lock, [this] { return ending_ || !tasks_.empty(); });
    if (tasks_.empty()) return;
    const Task task = std::move(tasks_.front());
    tasks_.pop_front();
    lock.unlock();
    std::exception_ptr failure;
    try {
      task.job->slice_(task.begin, task.end);
    } catch (...) {
      failure = std::current_exception();
    }
    const std::lock_guard done(task.job->mutex_);
    if (failure) task.job->failure_ = failure;
    if (--task.job->left_ == 0) task.job->done_.notify_all();
  }
}

}  // namespace skan::issuer
